package dev.provision.transport;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.FarAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often we wait for a host that is far away, the handshake of TCP left aside: a round trip more
 * turns this red.
 */
final class FlightsTest {
  private static final Duration WAY = Duration.ofMillis(25);
  private static final int ATTEMPTS = 10;
  private static final Script SCRIPT = TransportContract.script("echo hi; exit 3");

  /** Identifications, proposals and the key exchange itself, all at once. */
  private static final int KEY_EXCHANGE = 1;

  @TempDir static Path folder;
  private static OpenSshServer server;
  private static OpenSshServer inner;

  @TempDir Path scratch;

  private interface Route {
    SshTransport connect(SshTarget far);
  }

  @BeforeAll
  static void start() throws IOException {
    String path = FakeRoot.loggedInAsRoot(folder.resolve("fakes")).path();
    server =
        new OpenSshServer(Files.createDirectory(folder.resolve("server")), "SetEnv PATH=" + path);
    inner =
        new OpenSshServer(Files.createDirectory(folder.resolve("inner")), "SetEnv PATH=" + path);
    Files.copy(server.authorizedKeys(), inner.authorizedKeys(), REPLACE_EXISTING);
  }

  @AfterAll
  static void stop() {
    server.close();
    inner.close();
  }

  @Test
  void connecting() {
    assertRoundTrips(KEY_EXCHANGE, transport -> {});
  }

  @Test
  void firstScript() {
    assertRoundTrips(KEY_EXCHANGE + 1, transport -> run(transport, SCRIPT));
  }

  @Test
  void firstScriptThatReadsToTheEndOfNothing() {
    assertRoundTrips(
        KEY_EXCHANGE + 1, transport -> run(transport, TransportContract.script("cat; exit 3")));
  }

  @Test
  void firstScriptWithInput() {
    Script script = new Script("cat; exit 3", List.of(), new byte[20_000], Duration.ofSeconds(20));
    assertRoundTrips(KEY_EXCHANGE + 2, transport -> run(transport, script));
  }

  @Test
  void furtherScript() {
    assertRoundTrips(
        KEY_EXCHANGE + 1 + 2,
        transport -> {
          run(transport, SCRIPT);
          run(transport, SCRIPT);
        });
  }

  @Test
  void throughAnotherHost() {
    assertRoundTrips(
        2 * (KEY_EXCHANGE + 1),
        far -> SshTransport.connect(inner.target(), options().withJumps(List.of(far))),
        transport -> run(transport, SCRIPT));
  }

  private static void run(SshTransport transport, Script script) {
    assertThat(transport.run(script).status()).isEqualTo(3);
  }

  private SshOptions options() {
    return server
        .options()
        .withKnownHosts(KnownHosts.of(scratch.resolve("known_hosts")))
        .withHostKey(HostKeyPolicy.ACCEPT_NEW);
  }

  private void assertRoundTrips(int expected, Consumer<SshTransport> use) {
    assertRoundTrips(expected, far -> SshTransport.connect(far, options()), use);
  }

  private static void assertRoundTrips(int expected, Route route, Consumer<SshTransport> use) {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && least > expected; i++) {
      try (FarAway far = new FarAway(server.target(), WAY);
          SshTransport transport = route.connect(far.target())) {
        use.accept(transport);
        least = Math.min(least, far.roundTrips());
      }
    }
    assertThat(least).isEqualTo(expected);
  }
}
