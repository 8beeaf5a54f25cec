package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.schmizz.sshj.common.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each algorithm that we offer, with an sshd that knows no other. */
final class SshAlgorithmsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KexAlgorithms curve25519-sha256",
        "KexAlgorithms ecdh-sha2-nistp256",
        "KexAlgorithms ecdh-sha2-nistp384",
        "KexAlgorithms ecdh-sha2-nistp521",
        "Ciphers aes128-gcm@openssh.com",
        "Ciphers aes256-gcm@openssh.com",
        "Ciphers aes128-ctr",
        "Ciphers aes256-ctr",
        "Ciphers aes128-ctr\nMACs hmac-sha2-256-etm@openssh.com",
        "Ciphers aes128-ctr\nMACs hmac-sha2-512-etm@openssh.com",
        "Ciphers aes128-ctr\nMACs hmac-sha2-256",
        "Ciphers aes128-ctr\nMACs hmac-sha2-512",
        "RekeyLimit 256K",
        "Compression yes",
      })
  void worksWith(String settings) {
    FakeRoot root = FakeRoot.loggedInAsRoot(folder.resolve("fakes"));
    byte[] input = new byte[2 * 1024 * 1024];
    try (OpenSshServer server = new OpenSshServer(folder, settings, "SetEnv PATH=" + root.path());
        SshTransport transport = SshTransport.connect(server.target(), server.options())) {
      Outcome outcome =
          transport.run(new Script("tee /dev/stderr", List.of(), input, Duration.ofSeconds(20)));
      assertThat(outcome.status()).isZero();
      assertThat(outcome.stdout()).hasSize(input.length);
      assertThat(outcome.stderr()).hasSize(input.length);
    }
  }

  @Test
  void bouncyCastleStaysOut() {
    SshAlgorithms.load();
    SshAlgorithms.config();
    // Not the JVM's list of providers: MINA's server, in other tests, does register it.
    assertThat(SecurityUtils.getSecurityProvider()).isNull();
  }
}
