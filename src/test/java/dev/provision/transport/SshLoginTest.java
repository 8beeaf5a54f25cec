package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from files, from memory and from a real ssh-agent, on a real sshd. */
final class SshLoginTest {
  @TempDir static Path serverFolder;
  private static OpenSshServer server;

  @TempDir Path folder;
  private Process agent;

  @BeforeAll
  static void start() {
    FakeRoot root = FakeRoot.loggedInAsRoot(serverFolder.resolve("fakes"));
    server = new OpenSshServer(serverFolder, "SetEnv PATH=" + root.path());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void stopAgent() {
    if (agent != null) {
      agent.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, 256, RFC4716",
    "ecdsa, 256, RFC4716",
    "ecdsa, 384, RFC4716",
    "ecdsa, 521, RFC4716",
    "rsa, 2048, RFC4716",
    "rsa, 3072, PEM",
    "ecdsa, 256, PEM",
    "ecdsa, 521, PEM",
    "rsa, 2048, PKCS8",
    "ecdsa, 256, PKCS8",
    "ecdsa, 384, PKCS8"
  })
  void keyFiles(String type, String bits, String format) throws IOException {
    Path key = key("key", type, "-b", bits);
    if (!format.equals("RFC4716")) {
      Tool.run("ssh-keygen", "-p", "-q", "-N", "", "-P", "", "-m", format, "-f", key.toString())
          .requireSuccess();
    }
    authorize(key);
    login(server.options().withIdentity(SshIdentity.file(key)));
    byte[] bytes = Files.readAllBytes(key);
    login(server.options().withIdentity(SshIdentity.of("standard input", bytes)));
    String windows = new String(bytes, StandardCharsets.US_ASCII).replace("\n", "\r\n");
    login(
        server
            .options()
            .withIdentity(
                SshIdentity.of("standard input", windows.getBytes(StandardCharsets.US_ASCII))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RFC4716", "PEM", "PKCS8"})
  void keysWithAPassphrase(String format) {
    Path key = folder.resolve("key");
    Tool.run(
            "ssh-keygen", "-q", "-t", "rsa", "-N", "passphrase", "-m", format, "-f", key.toString())
        .requireSuccess();
    assertThatThrownBy(() -> SshIdentity.file(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key.toString())
        .hasMessageContaining("passphrase")
        .hasMessageContaining("ssh-add");
  }

  @Test
  void whatIsNoPrivateKey() throws IOException {
    assertThatThrownBy(() -> SshIdentity.file(folder.resolve("missing")))
        .hasMessageContaining("no such private key");
    assertThatThrownBy(() -> SshIdentity.file(server.authorizedKeys()))
        .hasMessageContaining("public key");
    assertRefused("PuTTY-User-Key-File-3: ssh-ed25519\n", "puttygen");
    assertRefused("", "not a private key");
    assertRefused("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "ssh-keygen -p");
    assertRefused("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", "-p");
    assertRefused("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n", "ssh-keygen");
    // As openssl writes it, which sshj cannot read without BouncyCastle.
    Path openssl = folder.resolve("openssl");
    Tool.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", openssl.toString())
        .requireSuccess();
    assertThatThrownBy(() -> SshIdentity.file(openssl)).hasMessageContaining("ssh-keygen -p");
  }

  @Test
  void keysThatTheHostDoesNotKnow() throws IOException {
    Path key = key("key", "ed25519");
    assertThatThrownBy(() -> login(server.options().withIdentity(SshIdentity.file(key))))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining(server.target().toString())
        .hasMessageContaining(key.toString())
        .hasMessageContaining("publickey");
  }

  @Test
  void agents() throws Exception {
    Path socket = startAgent();
    assertThatThrownBy(() -> login(withAgent(socket))).hasMessageContaining("holds no key");
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      add(socket, key("stranger_" + type, type));
    }
    assertThatThrownBy(() -> login(withAgent(socket)))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("ssh-agent");
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      Path key = key("key_" + type, type);
      authorize(key);
      add(socket, key);
      // Kept in the agent only, as InstallSSHKey@0 does it; three strangers are refused before.
      Files.delete(key);
      login(withAgent(socket));
      ssh(socket, "ssh-add", "-q", "-d", key + ".pub");
    }
  }

  /** Asked to sign at once: with one key there is nothing to choose. */
  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void agentsWithOneKey(String type) throws Exception {
    Path socket = startAgent();
    Path key = key("key", type);
    add(socket, key);
    assertThatThrownBy(() -> login(withAgent(socket)))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("did not let us in with any key of the ssh-agent");
    authorize(key);
    login(withAgent(socket));
  }

  @Test
  void agentsKeysWithCertificates() throws Exception {
    Path authority = key("ca", "ed25519");
    OpenSshServer.write(
        server.authorizedKeys(), "cert-authority " + Files.readString(folder.resolve("ca.pub")));
    Path socket = startAgent();
    for (String type : List.of("ed25519", "rsa")) {
      Path key = key("key_" + type, type);
      Tool.run(
              "ssh-keygen",
              "-q",
              "-s",
              authority.toString(),
              "-I",
              "test",
              "-n",
              server.target().user(),
              key + ".pub")
          .requireSuccess();
      add(socket, key);
      login(withAgent(socket));
      ssh(socket, "ssh-add", "-q", "-D");
    }
  }

  @Test
  void agentsThatAreGone() {
    assertThatThrownBy(() -> login(withAgent(folder.resolve("missing"))))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("ssh-agent at " + folder.resolve("missing"));
    SshKeys none = SshKeys.of(Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> login(server.options().withKeys(none)))
        .hasMessageContaining("SSH_AUTH_SOCK is not set");
  }

  private void assertRefused(String key, String sentence) {
    assertThatThrownBy(() -> SshIdentity.of("key", key.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("key: ")
        .hasMessageContaining(sentence);
  }

  private static void login(SshOptions options) {
    try (SshTransport transport = SshTransport.connect(server.target(), options)) {
      assertThat(transport.run(TransportContract.script("exit 3")).status()).isEqualTo(3);
    }
  }

  private static SshOptions withAgent(Path socket) {
    return server.options().withKeys(SshKeys.of(Optional.empty(), Optional.of(socket)));
  }

  private Path startAgent() throws Exception {
    Path socket = folder.resolve("agent");
    agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    for (int i = 0; i < 200 && !Files.exists(socket); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return socket;
  }

  private static void add(Path socket, Path key) throws Exception {
    ssh(socket, "ssh-add", "-q", key.toString());
  }

  private static void ssh(Path socket, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("SSH_AUTH_SOCK", socket.toString());
    assertThat(builder.start().waitFor()).isZero();
  }

  private Path key(String name, String type, String... more) {
    Path key = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("-t", type, "-f", key.toString()));
    arguments.addAll(List.of(more));
    OpenSshServer.keygen(arguments.toArray(String[]::new));
    return key;
  }

  private static void authorize(Path key) throws IOException {
    Files.copy(Path.of(key + ".pub"), server.authorizedKeys(), StandardCopyOption.REPLACE_EXISTING);
  }
}
