package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through one host and through two to a third, all of them real servers. */
final class JumpTest {
  @TempDir static Path folder;
  private static OpenSshServer first;
  private static OpenSshServer second;
  private static OpenSshServer last;

  @TempDir Path scratch;

  @BeforeAll
  static void start() throws Exception {
    FakeRoot root = FakeRoot.loggedInAsRoot(folder.resolve("fakes"));
    first = new OpenSshServer(Files.createDirectory(folder.resolve("first")));
    second = new OpenSshServer(Files.createDirectory(folder.resolve("second")));
    last =
        new OpenSshServer(
            Files.createDirectory(folder.resolve("last")), "SetEnv PATH=" + root.path());
    // One key for all.
    for (OpenSshServer server : List.of(second, last)) {
      Files.writeString(server.authorizedKeys(), Files.readString(first.authorizedKeys()));
    }
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    last.close();
  }

  @Test
  void runsThroughOthers() {
    byte[] input = new byte[3 * 1024 * 1024];
    new Random(5).nextBytes(input);
    for (List<SshTarget> jumps :
        List.of(List.of(first.target()), List.of(first.target(), second.target()))) {
      try (SshTransport transport =
          SshTransport.connect(last.target(), options(first, second, last).withJumps(jumps))) {
        assertThat(
                transport
                    .run(new Script("wc -c", List.of(), input, Duration.ofSeconds(20)))
                    .stdout())
            .isEqualTo(input.length + "\n");
        assertThat(transport.run(TransportContract.script("exit 3")).status()).isEqualTo(3);
      }
    }
  }

  @Test
  void everyHopsKeyIsChecked() {
    List<OpenSshServer> route = List.of(first, second, last);
    for (OpenSshServer unknown : route) {
      OpenSshServer[] known =
          route.stream().filter(server -> server != unknown).toArray(OpenSshServer[]::new);
      SshOptions options = options(known).withJumps(List.of(first.target(), second.target()));
      assertThatThrownBy(() -> SshTransport.connect(last.target(), options))
          .isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith(unknown.target() + ": its host key is unknown");
    }
  }

  @Test
  void namesTheHopThatFails() throws Exception {
    SshTarget nobody = new SshTarget("root", "127.0.0.1", 1);
    assertThatThrownBy(
            () -> SshTransport.connect(nobody, options(first).withJumps(List.of(first.target()))))
        .isInstanceOf(UnreachableException.class)
        .hasMessageStartingWith(nobody + ": ")
        .hasMessageContaining("through the host before it");
    assertThatThrownBy(
            () -> SshTransport.connect(last.target(), options(last).withJumps(List.of(nobody))))
        .hasMessageStartingWith(nobody + ": ");
    try (SilentServer silent = new SilentServer(socket -> {})) {
      assertThatThrownBy(
              () ->
                  SshTransport.connect(
                      silent.target(),
                      options(first)
                          .withJumps(List.of(first.target()))
                          .withConnectTimeout(Duration.ofSeconds(2))))
          .hasMessageStartingWith(silent.target() + ": no answer within 2 s");
    }
  }

  private SshOptions options(OpenSshServer... known) {
    StringBuilder lines = new StringBuilder();
    for (OpenSshServer server : known) {
      lines.append(server.knownHostsName()).append(' ').append(server.hostKey("ed25519"));
      lines.append('\n');
    }
    Path file = scratch.resolve("known_hosts");
    OpenSshServer.write(file, lines.toString());
    return first.options().withKnownHosts(KnownHosts.of(file));
  }
}
