package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do what no server should: each ends in one sentence, and in time. */
final class MisbehavingServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir Path folder;
  private SshIdentity identity;
  private SshServer server;

  @BeforeEach
  void prepare() {
    OpenSshServer.keygen("-t", "ed25519", "-f", folder.resolve("id").toString());
    identity = SshIdentity.file(folder.resolve("id"));
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.stop(true);
    }
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertUnreachable(new SshTarget("root", "127.0.0.1", port), "refused");
  }

  @Test
  void noSuchName() {
    assertUnreachable(new SshTarget("root", "no-such-host.invalid", 22), "no host of the name");
  }

  @Test
  void neverSpeaks() {
    try (SilentServer silent = new SilentServer(socket -> {})) {
      assertUnreachable(silent.target(), "no answer within 2 s");
    }
  }

  @Test
  void speaksForever() {
    byte[] line = "x".repeat(70).concat("\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] endless = "x".repeat(8000).getBytes(StandardCharsets.US_ASCII);
    for (byte[] text : List.of(line, endless)) {
      try (SilentServer talker =
          new SilentServer(
              socket -> {
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < 10_000; i++) {
                  out.write(text);
                }
              })) {
        assertUnreachable(talker.target(), "is it SSH at all?");
      }
    }
  }

  @Test
  void isAWebServer() {
    try (SilentServer web =
        new SilentServer(
            socket -> {
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.close();
            })) {
      assertUnreachable(web.target(), "identification");
    }
  }

  @Test
  void speaksAnOldProtocol() {
    try (SilentServer old =
        new SilentServer(
            socket ->
                socket
                    .getOutputStream()
                    .write("SSH-1.5-old\u001b[31m\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertUnreachable(old.target(), "SSHv2");
    }
  }

  @Test
  void stopsAfterItsIdentification() {
    try (SilentServer half =
        new SilentServer(
            socket ->
                socket
                    .getOutputStream()
                    .write("SSH-2.0-half\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertUnreachable(half.target(), "no answer within 2 s", "exchanging keys");
    }
  }

  @Test
  void sendsNonsenseForKeys() {
    try (SilentServer nonsense =
        new SilentServer(
            socket -> {
              socket.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().write(new byte[] {0x7f, -1, -1, -1, 0, 0, 0, 0, 0, 0});
            })) {
      assertUnreachable(nonsense.target(), "exchanging keys");
    }
  }

  @Test
  void letsNobodyIn() {
    start(s -> s.setPublickeyAuthenticator((user, key, session) -> false));
    assertUnreachable(target(), "did not let us in");
  }

  @Test
  void thinksLongAboutTheLogin() {
    start(
        s ->
            s.setPublickeyAuthenticator(
                (user, key, session) -> {
                  sleep(Duration.ofSeconds(8));
                  return true;
                }));
    assertUnreachable(target(), "no answer within 2 s", "logging in");
  }

  @Test
  void refusesCommands() {
    start(
        s ->
            s.setCommandFactory(
                (channel, command) -> {
                  throw new IOException("no commands here");
                }));
    assertRunFails("");
  }

  @Test
  void hangsUpDuringACommand() {
    start(
        command(
            (running, channel) -> {
              running.stdout().write(running.marker());
              running.stdout().flush();
              channel.getSession().close(true);
            }));
    // Its answers to the login may be lost with it.
    assertRunFails("the connection ");
  }

  @Test
  void closesWithoutAStatus() {
    start(
        command(
            (running, channel) -> {
              running.stdout().write(running.marker());
              running.stdout().flush();
              channel.close(false);
              sleep(Duration.ofSeconds(3));
            }));
    assertRunFails("connection was lost");
  }

  @Test
  void runsOnAfterTheLimit() {
    // No timeout(1) here: this side must give up on its own.
    start(command((running, channel) -> sleep(Duration.ofSeconds(60))));
    try (SshTransport transport = SshTransport.connect(target(), options())) {
      assertThatThrownBy(
              () ->
                  transport.run(new Script("true", List.of(), new byte[0], Duration.ofMillis(100))))
          .isInstanceOf(TimeLimitException.class);
    }
  }

  @Test
  void answersWithoutAShell() {
    start(
        command(
            (running, channel) -> {
              running
                  .stderr()
                  .write(
                      "\u001b[31mThis account is currently not available.\r\n"
                          .getBytes(StandardCharsets.UTF_8));
              running.exit(1);
            }));
    assertRunFails("no shell started a script: exit status 1 (?[31mThis account is currently");
  }

  @Test
  void chattersBeforeTheScript() {
    start(
        command(
            (running, channel) -> {
              byte[] chatter = "Welcome! no line end".getBytes(StandardCharsets.UTF_8);
              for (OutputStream out : List.of(running.stdout(), running.stderr())) {
                out.write(chatter);
                for (byte b : running.marker()) {
                  out.write(b);
                  out.flush();
                }
                out.write("text\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
              }
              running.exit(3);
            }));
    try (SshTransport transport = SshTransport.connect(target(), options())) {
      assertThat(transport.run(TransportContract.script("true")))
          .isEqualTo(new Outcome(3, "text\n", "text\n"));
    }
  }

  @Test
  void connectsAnewAfterALoss() {
    start(
        command(
            (running, channel) -> {
              if (running.attempt() == 1) {
                channel.getSession().close(true);
                return;
              }
              running.stdout().write(running.marker());
              running.stdout().flush();
              running.exit(0);
            }));
    try (SshTransport transport = SshTransport.connect(target(), options())) {
      assertThatThrownBy(() -> transport.run(TransportContract.script("true")))
          .isInstanceOf(UnreachableException.class);
      assertThat(transport.run(TransportContract.script("true")).status()).isZero();
    }
  }

  private void assertUnreachable(SshTarget target, String... parts) {
    long start = System.nanoTime();
    assertThatThrownBy(
            () -> {
              try (SshTransport transport = SshTransport.connect(target, options())) {
                transport.run(TransportContract.script("true"));
              }
            })
        .isInstanceOf(UnreachableException.class)
        .hasMessageStartingWith(target + ": ")
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cntrl}]"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.plusSeconds(30));
  }

  private void assertRunFails(String part) {
    long start = System.nanoTime();
    try (SshTransport transport = SshTransport.connect(target(), options())) {
      assertThatThrownBy(() -> transport.run(TransportContract.script("true")))
          .isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith(target() + ": ")
          .hasMessageContaining(part);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
  }

  private SshOptions options() {
    return SshOptions.defaults()
        .withIdentity(identity)
        .withKnownHosts(KnownHosts.of(folder.resolve("known_hosts")))
        .withHostKey(HostKeyPolicy.ACCEPT_NEW)
        .withConnectTimeout(LIMIT);
  }

  private SshTarget target() {
    return new SshTarget("root", "127.0.0.1", server.getPort());
  }

  private static Consumer<SshServer> command(ScriptedCommand.Body body) {
    return server -> server.setCommandFactory(ScriptedCommand.factory(body));
  }

  private void start(Consumer<SshServer> settings) {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    try {
      server.setKeyPairProvider(
          KeyPairProvider.wrap(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256)));
      server.setPublickeyAuthenticator((user, key, session) -> true);
      settings.accept(server);
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
