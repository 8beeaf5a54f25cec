package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.testing.FarAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerConnectionService;
import org.apache.sshd.server.session.ServerConnectionServiceFactory;
import org.apache.sshd.server.session.ServerUserAuthServiceFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login, channel and command in one flight: what servers make of it, real ones as they are. */
final class LoginTogetherTest {
  private static final int SSH_MSG_DISCONNECT = 1;
  private static final int SSH_MSG_KEXINIT = 20;
  private static final int SSH_MSG_KEX_ECDH_INIT = 30;
  private static final Duration WAY = Duration.ofMillis(5);

  @TempDir Path folder;

  /** The kinds of servers that get everything at once. */
  enum Kind {
    OPENSSH {
      @Override
      Peer start(Path folder, Path banner) {
        String path = FakeRoot.loggedInAsRoot(folder.resolve("fakes")).path();
        OpenSshServer server = new OpenSshServer(folder, "SetEnv PATH=" + path, "Banner " + banner);
        return new Peer(server.target(), server.identity(), server::close);
      }
    },
    DROPBEAR {
      @Override
      Peer start(Path folder, Path banner) {
        DropbearServer server = new DropbearServer(folder, "-b", banner.toString());
        return new Peer(server.target(), server.identity(), server::close);
      }
    },
    MINA {
      @Override
      Peer start(Path folder, Path banner) {
        MinaServer server =
            new MinaServer(
                folder,
                mina -> CoreModuleProperties.WELCOME_BANNER.set(mina, banner.toUri().toString()));
        return new Peer(server.target(), server.identity(), server::close);
      }
    };

    abstract Peer start(Path folder, Path banner);
  }

  private record Peer(SshTarget target, Path identity, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  @ParameterizedTest
  @EnumSource
  void rightKey(Kind kind) throws Exception {
    try (Peer peer = start(kind);
        FarAway far = new FarAway(peer.target(), WAY);
        SshTransport transport = SshTransport.connect(far.target(), options(peer.identity()))) {
      assertThat(transport.run(script())).isEqualTo(new Outcome(3, "hi\n", ""));
      assertThat(transport.run(script())).isEqualTo(new Outcome(3, "hi\n", ""));
      assertThat(far.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongKeyThenRightKey(Kind kind) throws Exception {
    Path stranger = key("ed25519");
    try (Peer peer = start(kind);
        FarAway far = new FarAway(peer.target(), WAY)) {
      assertRefused(far.target(), stranger, "publickey");
      assertThat(far.connections()).isEqualTo(1);
      try (SshTransport transport = SshTransport.connect(far.target(), options(peer.identity()))) {
        assertThat(transport.run(script()).status()).isEqualTo(3);
      }
    }
  }

  @Test
  void aRefusedTransportTriesAgain() throws Exception {
    Path late = key("ed25519");
    try (OpenSshServer server = openSsh();
        SshTransport transport = SshTransport.connect(server.target(), options(late))) {
      assertThatThrownBy(() -> transport.run(script())).hasMessageContaining("did not let us in");
      Files.copy(
          Path.of(late + ".pub"), server.authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
      assertThat(transport.run(script()).status()).isEqualTo(3);
    }
  }

  /** The key is first used with SHA-512, which this server does not take. */
  @Test
  void anotherWayToUseTheKey() throws Exception {
    Path key = key("rsa");
    try (OpenSshServer server = openSsh("PubkeyAcceptedAlgorithms rsa-sha2-256");
        FarAway far = new FarAway(server.target(), WAY)) {
      assertRefused(far.target(), key, "publickey");
      Files.copy(
          Path.of(key + ".pub"), server.authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
      int before = far.connections();
      try (SshTransport transport = SshTransport.connect(far.target(), options(key))) {
        assertThat(transport.run(script())).isEqualTo(new Outcome(3, "hi\n", ""));
      }
      assertThat(far.connections() - before).isEqualTo(2);
    }
  }

  @Test
  void theKeyAloneIsNotEnough() throws Exception {
    try (OpenSshServer server =
        openSsh("PasswordAuthentication yes", "AuthenticationMethods publickey,password")) {
      assertRefused(server.target(), server.identity(), "password");
    }
  }

  @Test
  void keysAreNotWanted() throws Exception {
    try (OpenSshServer server = openSsh("PasswordAuthentication yes", "PubkeyAuthentication no")) {
      assertRefused(server.target(), server.identity(), "password");
    }
  }

  @Test
  void oneAttemptOnly() throws Exception {
    Path stranger = key("ed25519");
    try (OpenSshServer server = openSsh("MaxAuthTries 1");
        SshTransport transport = SshTransport.connect(server.target(), options(stranger))) {
      assertThatThrownBy(() -> transport.run(script()))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("Too many authentication failures");
    }
  }

  @Test
  void noSessions() throws Exception {
    try (OpenSshServer server = openSsh("MaxSessions 0");
        SshTransport transport =
            SshTransport.connect(server.target(), options(server.identity()))) {
      assertThatThrownBy(() -> transport.run(script()))
          .isInstanceOf(UnreachableException.class)
          .hasMessage(server.target() + ": open failed");
    }
  }

  @Test
  void noCommands() throws Exception {
    try (OpenSshServer server =
            openSsh("LogLevel INFO", "ForceCommand echo no commands here; exit 1");
        SshTransport transport =
            SshTransport.connect(server.target(), options(server.identity()))) {
      assertThatThrownBy(() -> transport.run(script()))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("no shell started a script: exit status 1 (no commands here)");
    }
  }

  /** OpenSSH's client takes it as well; sshj alone would not. */
  @Test
  void aBannerOfManyPages() throws Exception {
    Path banner = folder.resolve("pages");
    OpenSshServer.write(banner, "Authorized use only.\n".repeat(9600));
    try (OpenSshServer server = openSsh("Banner " + banner);
        SshTransport transport =
            SshTransport.connect(server.target(), options(server.identity()))) {
      assertThat(transport.run(script())).isEqualTo(new Outcome(3, "hi\n", ""));
    }
  }

  /** As libssh does, which calls the first one 43. */
  @Test
  void channelsWithOtherNumbers() throws Exception {
    try (MinaServer server =
            new MinaServer(
                folder,
                mina ->
                    mina.setServiceFactories(
                        List.of(ServerUserAuthServiceFactory.INSTANCE, new From43())));
        FarAway far = new FarAway(server.target(), WAY);
        SshTransport transport = SshTransport.connect(far.target(), options(server.identity()))) {
      assertThat(transport.run(script())).isEqualTo(new Outcome(3, "hi\n", ""));
      assertThat(far.connections()).isEqualTo(2);
      assertThat(server.commands()).isEqualTo(1);
    }
  }

  @Test
  void serversThatNobodyTried() throws Exception {
    try (MinaServer server =
            new MinaServer(
                folder, mina -> CoreModuleProperties.SERVER_IDENTIFICATION.set(mina, "other"));
        FarAway far = new FarAway(server.target(), WAY);
        SshTransport transport = SshTransport.connect(far.target(), options(server.identity()))) {
      assertThat(transport.run(script())).isEqualTo(new Outcome(3, "hi\n", ""));
      assertThat(far.connections()).isEqualTo(1);
      // The key exchange; service, login, channel, command.
      assertThat(far.roundTrips()).isGreaterThanOrEqualTo(5);
    }
  }

  /** The names of what we begin at once. */
  @ParameterizedTest
  @ValueSource(strings = {"curve25519-sha256", "curve25519-sha256@libssh.org"})
  void theExchangeThatWeBegan(String exchange) throws Exception {
    assertConnections(1, exchange);
  }

  /** As on hosts that keep to FIPS 140: what we began is of no use there. */
  @ParameterizedTest
  @ValueSource(strings = {"ecdh-sha2-nistp256", "ecdh-sha2-nistp521"})
  void anotherExchange(String exchange) throws Exception {
    assertConnections(2, exchange);
  }

  private void assertConnections(int expected, String exchange) throws Exception {
    try (OpenSshServer server = openSsh("KexAlgorithms " + exchange);
        FarAway far = new FarAway(server.target(), WAY);
        SshTransport transport = SshTransport.connect(far.target(), options(server.identity()))) {
      assertThat(transport.run(script())).isEqualTo(new Outcome(3, "hi\n", ""));
      assertThat(far.connections()).isEqualTo(expected);
    }
  }

  /** A further key exchange makes new keys, whoever asks for it. */
  @Test
  void keysExchangedAgain() throws Exception {
    try (OpenSshServer server = openSsh("RekeyLimit 16K");
        FarAway far = new FarAway(server.target(), WAY);
        SshTransport transport = SshTransport.connect(far.target(), options(server.identity()))) {
      Script much = TransportContract.script("head -c 200000 /dev/zero | tr '\\0' x; exit 3");
      assertThat(transport.run(much)).isEqualTo(new Outcome(3, "x".repeat(200_000), ""));
      assertThat(far.connections()).isEqualTo(1);
    }
  }

  /** The command may have run, so it is not sent again. */
  @Test
  void aLostConnectionIsNotTriedAgain() throws Exception {
    try (OpenSshServer server = openSsh();
        FarAway far = new FarAway(server.target(), WAY);
        SshTransport transport = SshTransport.connect(far.target(), options(server.identity()))) {
      far.cutFirstAt(1000);
      assertThatThrownBy(() -> transport.run(script()))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("the connection failed while logging in");
      assertThat(far.connections()).isEqualTo(1);
      assertThat(transport.run(script()).status()).isEqualTo(3);
    }
  }

  @Test
  void anUntrustedHostHearsNothingOfTheLogin() throws Exception {
    try (OpenSshServer server = openSsh();
        FarAway far = new FarAway(server.target(), WAY)) {
      SshOptions options = options(server.identity()).withHostKey(HostKeyPolicy.STRICT);
      assertThatThrownBy(() -> SshTransport.connect(far.target(), options))
          .hasMessageContaining("its host key is unknown");
      assertThat(far.connections()).isEqualTo(1);
      // RFC 4253, section 12, and RFC 5656, section 7.1: not even SSH_MSG_NEWKEYS, which is 21.
      assertThat(far.plainMessages())
          .startsWith(SSH_MSG_KEXINIT, SSH_MSG_KEX_ECDH_INIT)
          .isSubsetOf(SSH_MSG_KEXINIT, SSH_MSG_KEX_ECDH_INIT, SSH_MSG_DISCONNECT);
    }
  }

  private Peer start(Kind kind) {
    Path banner = folder.resolve("banner");
    OpenSshServer.write(banner, "Authorized use only.\n".repeat(20));
    return kind.start(folder, banner);
  }

  private OpenSshServer openSsh(String... settings) {
    String path = FakeRoot.loggedInAsRoot(folder.resolve("fakes")).path();
    return new OpenSshServer(
        folder,
        Stream.concat(Stream.of("SetEnv PATH=" + path), Stream.of(settings))
            .toArray(String[]::new));
  }

  private void assertRefused(SshTarget target, Path identity, String allowed) {
    try (SshTransport transport = SshTransport.connect(target, options(identity))) {
      assertThatThrownBy(() -> transport.run(script()))
          .isInstanceOf(UnreachableException.class)
          .hasMessage(
              "%s: the host did not let us in with the key %s (it allows: %s)",
              target, identity, allowed);
    }
  }

  private SshOptions options(Path identity) {
    return SshOptions.defaults()
        .withIdentity(SshIdentity.file(identity))
        .withKnownHosts(KnownHosts.of(folder.resolve("known_hosts")))
        .withHostKey(HostKeyPolicy.ACCEPT_NEW);
  }

  private Path key(String type) {
    Path key = folder.resolve("key_" + type);
    OpenSshServer.keygen("-t", type, "-f", key.toString());
    return key;
  }

  private static Script script() {
    return TransportContract.script("echo hi; exit 3");
  }

  private static final class From43 extends ServerConnectionServiceFactory {
    @Override
    public Service create(Session session) throws IOException {
      return new ServerConnectionService((AbstractServerSession) session) {
        {
          nextChannelId.set(43);
        }
      };
    }
  }
}
