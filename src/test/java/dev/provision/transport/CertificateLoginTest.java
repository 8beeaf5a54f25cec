package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.testing.FarAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates of users beside keys in files, on a real sshd that trusts their authority. */
final class CertificateLoginTest {
  private static final String USER = System.getProperty("user.name");

  @TempDir static Path serverFolder;
  @TempDir static Path authorityFolder;
  private static Path authority;
  private static OpenSshServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    authority = authorityFolder.resolve("ca");
    OpenSshServer.keygen("-t", "ed25519", "-f", authority.toString());
    FakeRoot root = FakeRoot.loggedInAsRoot(authorityFolder.resolve("fakes"));
    server =
        new OpenSshServer(
            serverFolder, "TrustedUserCAKeys " + authority + ".pub", "SetEnv PATH=" + root.path());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void onlyAuthoritiesLetIn() {
    OpenSshServer.write(server.authorizedKeys(), "");
  }

  @ParameterizedTest
  @CsvSource({"ed25519, 256", "ecdsa, 256", "ecdsa, 384", "ecdsa, 521", "rsa, 2048"})
  void besideTheKey(String type, String bits) {
    Path key = key("key", type, "-b", bits);
    assertRefused(key, "the key " + key);
    sign(key, USER, "-1h:+1h");
    login(SshIdentity.file(key));
  }

  @ParameterizedTest
  @CsvSource({"ed25519", "rsa"})
  void namedAnywhere(String type) throws IOException {
    Path key = key("id_" + type, type);
    Path other = key("other", "ed25519");
    sign(key, USER, "-1h:+1h");
    // As az ssh config has it.
    Path certificate = folder.resolve("id_" + type + ".pub-aadcert.pub");
    Files.move(Path.of(key + "-cert.pub"), certificate);
    login(SshKeys.files(List.of(other, key), List.of(certificate), Optional.empty(), false));
  }

  @Test
  void forAKeyThatAnAgentHolds() throws Exception {
    Path key = key("key", "rsa");
    sign(key, USER, "-1h:+1h");
    Path socket = folder.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      for (int i = 0; i < 200 && !Files.exists(socket); i++) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      List<Path> certificates = List.of(Path.of(key + "-cert.pub"));
      SshKeys keys = SshKeys.files(List.of(), certificates, Optional.of(socket), false);
      assertThatThrownBy(() -> login(keys)).hasMessageContaining("no ssh-agent holds it");
      ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString()).inheritIO();
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      Files.delete(key);
      login(keys);
      // Of a listed key only the public part is left here.
      Files.move(Path.of(key + "-cert.pub"), folder.resolve("kept"));
      OpenSshServer.write(server.authorizedKeys(), Files.readString(Path.of(key + ".pub")));
      login(SshKeys.files(List.of(key), List.of(), Optional.of(socket), false));
    } finally {
      agent.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "me | -2h:-1h | key-cert.pub expired on 20",
        "me | +1h:+2h | key-cert.pub is not valid before 20",
        "nobody | -1h:+1h | key-cert.pub is for nobody, and not for ",
        "-h | -1h:+1h | key-cert.pub is one for hosts",
      })
  void refusedAndToldWhy(String principal, String validity, String reason) throws IOException {
    Path key = key("key", "ed25519");
    if (principal.equals("-h")) {
      sign(key, USER, validity, "-h");
    } else {
      sign(key, principal.replace("me", USER), validity);
    }
    assertRefused(key, folder + "/" + reason);
    // The key alone is tried as well.
    authorize(key);
    login(SshIdentity.file(key));
  }

  @Test
  void ofAnotherKey() throws IOException {
    Path key = key("key", "ed25519");
    Path other = key("other", "ed25519");
    sign(other, USER, "-1h:+1h");
    Files.move(Path.of(other + "-cert.pub"), Path.of(key + "-cert.pub"));
    assertRefused(key, key + "-cert.pub is a certificate for another key; have " + key + ".pub");
    authorize(key);
    login(SshIdentity.file(key));
  }

  @Test
  void ofAnotherAuthority() throws IOException {
    Path key = key("key", "ed25519");
    Path stranger = key("stranger", "ed25519");
    sign(stranger, key, USER, "-1h:+1h");
    assertRefused(key, "does the host trust its authority, SHA256:");
    authorize(key);
    login(SshIdentity.file(key));
  }

  @Test
  void noCertificateAtAll() throws IOException {
    Path key = key("key", "ed25519");
    OpenSshServer.write(Path.of(key + "-cert.pub"), Files.readString(Path.of(key + ".pub")));
    assertRefused(key, key + "-cert.pub: not a certificate");
    OpenSshServer.write(Path.of(key + "-cert.pub"), "ssh-ed25519-cert-v01@openssh.com AAAA\n");
    assertRefused(key, key + "-cert.pub: not a certificate");
    authorize(key);
    login(SshIdentity.file(key));
    Path missing = folder.resolve("missing");
    SshKeys keys = SshKeys.files(List.of(missing), List.of(missing), Optional.empty(), true);
    assertThatThrownBy(() -> login(keys))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("no key to log in with")
        .hasMessageContaining(missing + ": there is no such private key")
        .hasMessageContaining(missing + ": there is no such certificate");
  }

  /** No question before it: key exchange, then login and script together. */
  @Test
  void inOneFlight() throws IOException {
    Path key = key("key", "ed25519");
    sign(key, USER, "-1h:+1h");
    SshOptions options =
        server
            .options()
            .withIdentity(SshIdentity.file(key))
            .withKnownHosts(KnownHosts.of(folder.resolve("known_hosts")))
            .withHostKey(HostKeyPolicy.ACCEPT_NEW);
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < 10 && least > 2; i++) {
      try (FarAway far = new FarAway(server.target(), Duration.ofMillis(25));
          SshTransport transport = SshTransport.connect(far.target(), options)) {
        assertThat(transport.run(TransportContract.script("exit 3")).status()).isEqualTo(3);
        least = Math.min(least, far.roundTrips());
      }
    }
    assertThat(least).isEqualTo(2);
  }

  private static void assertRefused(Path key, String reason) {
    assertThatThrownBy(() -> login(SshIdentity.file(key)))
        .isInstanceOf(UnreachableException.class)
        .hasMessageStartingWith(server.target() + ": the host did not let us in with the key ")
        .hasMessageContaining(reason);
  }

  private static void login(SshIdentity identity) {
    login(SshKeys.of(Optional.of(identity), Optional.empty()));
  }

  private static void login(SshKeys keys) {
    try (SshTransport transport =
        SshTransport.connect(server.target(), server.options().withKeys(keys))) {
      assertThat(transport.run(TransportContract.script("exit 3")).status()).isEqualTo(3);
    }
  }

  private Path key(String name, String type, String... more) {
    Path key = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("-t", type, "-f", key.toString()));
    arguments.addAll(List.of(more));
    OpenSshServer.keygen(arguments.toArray(String[]::new));
    return key;
  }

  private static void sign(Path key, String principal, String validity, String... more) {
    sign(authority, key, principal, validity, more);
  }

  private static void sign(Path by, Path key, String principal, String validity, String... more) {
    List<String> command =
        new ArrayList<>(List.of("ssh-keygen", "-q", "-s", by.toString(), "-I", "test"));
    command.addAll(List.of("-n", principal, "-V", validity));
    command.addAll(Arrays.asList(more));
    command.add(key + ".pub");
    Tool.run(command.toArray(String[]::new)).requireSuccess();
  }

  private static void authorize(Path key) throws IOException {
    Files.copy(Path.of(key + ".pub"), server.authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
  }
}
