package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.transport.OpenSshOptions.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the ssh of this machine gets to a host, and what it says when it does not. */
final class OpenSshWayTest {
  @TempDir static Path folder;
  private static OpenSshServer gate;
  private static OpenSshServer server;

  @TempDir Path scratch;

  @BeforeAll
  static void start() throws Exception {
    FakeRoot root = FakeRoot.loggedInAsRoot(folder.resolve("fakes"));
    gate = new OpenSshServer(Files.createDirectory(folder.resolve("gate")));
    server =
        new OpenSshServer(
            Files.createDirectory(folder.resolve("server")), "SetEnv PATH=" + root.path());
    Files.writeString(gate.authorizedKeys(), Files.readString(server.authorizedKeys()));
  }

  @AfterAll
  static void stop() {
    gate.close();
    server.close();
  }

  @Test
  void sshConfigSaysWhereAHostIs() throws Exception {
    Path config = scratch.resolve("with space");
    Files.writeString(
        config,
        """
        Host agent-7
          HostName 127.0.0.1
          Port %d
          User %s
          HostKeyAlias seven
        Host *
          StrictHostKeyChecking no
        """
            .formatted(server.port(), server.target().user()));
    Path knownHosts = scratch.resolve("known");
    Files.writeString(knownHosts, "seven " + server.hostKey("ed25519") + "\n");
    OpenSshOptions options = options(Optional.of(config), knownHosts, new Given(false, false));
    SshTarget agent = new SshTarget("nobody", "agent-7", 22);
    assertThat(said(options, agent)).isEqualTo("hello\n");
    Files.writeString(knownHosts, "");
    assertThatThrownBy(() -> said(options, agent))
        .as("nothing in a file switches the check off")
        .isInstanceOf(UnreachableException.class)
        .isNotInstanceOf(NoConnectionException.class)
        .hasMessage("agent-7: ssh did not get in (Host key verification failed.)");
  }

  @Test
  void whatIsGivenWinsOverSshConfig() throws Exception {
    Path config = scratch.resolve("config");
    Files.writeString(config, "User nobody\nPort 1\n");
    OpenSshOptions options =
        options(Optional.of(config), known(server.knownHostsName()), new Given(true, true));
    assertThat(said(options, server.target())).isEqualTo("hello\n");
  }

  @Test
  void keyThatChangedIsRefusedLoudly() throws Exception {
    Path knownHosts = known(server.knownHostsName());
    Files.writeString(knownHosts, server.knownHostsName() + " " + gate.hostKey("ed25519") + "\n");
    for (HostKeyPolicy policy : List.of(HostKeyPolicy.STRICT, HostKeyPolicy.ACCEPT_NEW)) {
      OpenSshOptions options = given(knownHosts).withHostKey(policy);
      assertThatThrownBy(() -> said(options, server.target()))
          .isInstanceOf(UnreachableException.class)
          .isNotInstanceOf(NoConnectionException.class)
          .hasMessageContaining("ITS HOST KEY HAS CHANGED")
          .hasMessageContaining(fingerprint("ed25519"))
          .hasMessageContaining(knownHosts + ":1");
    }
  }

  @Test
  void newKeysAreKeptWhereThatIsWanted() throws Exception {
    Path knownHosts = scratch.resolve("new");
    OpenSshOptions options = given(knownHosts).withHostKey(HostKeyPolicy.ACCEPT_NEW);
    assertThat(said(options, server.target())).isEqualTo("hello\n");
    assertThat(Files.readString(knownHosts)).contains(server.hostKey("ed25519"));
  }

  @Test
  void fingerprintIsTheOnlyKeyTrusted() throws Exception {
    OpenSshOptions options = given(known(server.knownHostsName()));
    assertThat(
            said(options.withHostKey(HostKeyPolicy.parse(fingerprint("ed25519"))), server.target()))
        .isEqualTo("hello\n");
    HostKeyPolicy other = HostKeyPolicy.parse(fingerprint("rsa"));
    assertThatThrownBy(() -> said(options.withHostKey(other), server.target()))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("Host key verification failed");
  }

  @Test
  void goesThroughOthersWhoseKeysAreChecked() throws Exception {
    Path both = scratch.resolve("both");
    String far = server.knownHostsName() + " " + server.hostKey("ed25519") + "\n";
    Files.writeString(both, far + gate.knownHostsName() + " " + gate.hostKey("ed25519") + "\n");
    SshTarget jump = gate.target();
    assertThat(said(given(both).withJumps(List.of(jump)), server.target())).isEqualTo("hello\n");
    Files.writeString(both, far);
    assertThatThrownBy(() -> said(given(both).withJumps(List.of(jump)), server.target()))
        .isInstanceOf(UnreachableException.class);
  }

  @Test
  void whoIsNotThereMayComeBack() throws Exception {
    OpenSshOptions options = given(known(server.knownHostsName()));
    SshTarget nobody = new SshTarget(server.target().user(), "127.0.0.1", 1);
    assertThatThrownBy(() -> said(options, nobody))
        .isInstanceOf(NoConnectionException.class)
        .hasMessageContaining("Connection refused");
    try (SilentServer silent = new SilentServer(socket -> {})) {
      SshTarget mute = silent.target();
      long start = System.nanoTime();
      assertThatThrownBy(() -> said(options, mute)).isInstanceOf(NoConnectionException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void keyMayBeTheAgents() throws Exception {
    Path socket = scratch.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      while (!Files.exists(socket)) {
        assertThat(agent.isAlive()).isTrue();
        Thread.sleep(20);
      }
      var add = new ProcessBuilder("ssh-add", "-q", server.identity().toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      var options =
          new OpenSshOptions(
              Optional.empty(),
              Optional.empty(),
              Optional.of(known(server.knownHostsName())),
              Optional.of(socket),
              HostKeyPolicy.STRICT,
              Duration.ofSeconds(3),
              List.of(),
              new Given(true, true),
              Optional::empty);
      assertThat(said(options, server.target())).isEqualTo("hello\n");
    } finally {
      agent.destroy();
    }
  }

  @Test
  void keyThatIsNotTakenIsSaid() throws Exception {
    Path stranger = scratch.resolve("stranger");
    OpenSshServer.keygen("-t", "ed25519", "-f", stranger.toString());
    OpenSshOptions options = given(known(server.knownHostsName())).withIdentityFile(stranger);
    assertThatThrownBy(() -> said(options, server.target()))
        .isInstanceOf(UnreachableException.class)
        .isNotInstanceOf(NoConnectionException.class)
        .hasMessageContaining("Permission denied");
  }

  @Test
  void connectionThatIsLostIsNotAStatus() throws Exception {
    try (Transport transport = given(known(server.knownHostsName())).connect(server.target())) {
      // The server's own process for this connection, and nobody else's.
      String text =
          "p=$$; until [ \"$(cat /proc/$p/comm)\" = sshd ]; do"
              + " p=$(sed -n 's/^PPid:\t//p' /proc/$p/status); done; kill -9 $p";
      assertThatThrownBy(() -> transport.run(TransportContract.script(text)))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("the connection was lost before the script ended");
    }
  }

  @Test
  void nothingStaysBehind() throws Exception {
    try (Transport transport = given(known(server.knownHostsName())).connect(server.target())) {
      assertThat(transport.run(TransportContract.script("echo hello")).stdout())
          .isEqualTo("hello\n");
      assertThat(masters()).hasSize(1);
    }
    assertThat(masters()).isEmpty();
  }

  @Test
  void pathsThatSshConfigCannotHoldAreRefused() {
    Path odd = Path.of("/tmp/a\"b");
    assertThatThrownBy(() -> given(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/tmp/a\"b: ssh_config has no way");
  }

  private static List<String> masters() {
    return Tool.run("pgrep", "-f", "-a", "^ssh: .*/provision[0-9]+/s \\[mux\\]")
        .output()
        .lines()
        .toList();
  }

  private Path known(String name) throws Exception {
    Path file = scratch.resolve("known_hosts");
    Files.writeString(file, name + " " + server.hostKey("ed25519") + "\n");
    return file;
  }

  private OpenSshOptions given(Path knownHosts) {
    return options(Optional.empty(), knownHosts, new Given(true, true));
  }

  private static OpenSshOptions options(Optional<Path> config, Path knownHosts, Given given) {
    return new OpenSshOptions(
        config,
        Optional.of(server.identity()),
        Optional.of(knownHosts),
        Optional.empty(),
        HostKeyPolicy.STRICT,
        Duration.ofSeconds(3),
        List.of(),
        given,
        Optional::empty);
  }

  private static String fingerprint(String type) {
    return HostKeyCheck.fingerprint(server.hostKey(type).split(" ")[1]);
  }

  private static String said(OpenSshOptions options, SshTarget target) {
    try (Transport transport = options.connect(target)) {
      return transport.run(TransportContract.script("echo hello")).stdout();
    }
  }
}
