package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that gpg 2.2 made; the fingerprints are gpg's own. */
class OpenPgpKeyTest {
  private static final Path KEYS = Path.of("src/test/resources/profiles/bad/keys");

  @ParameterizedTest
  @CsvSource({
    "alpha.asc, 4546F71A3A63110ADF9DB5518B2E6943B32D59E2", // Ed25519
    "beta.asc, ED14D81F3D91E19BEC86F7C112369AB0FCDDB73D", // RSA 3072 with an encryption subkey
  })
  void findsTheFingerprintThatGpgTells(String file, String fingerprint) throws Exception {
    assertThat(OpenPgpKey.fingerprint(Files.readString(KEYS.resolve(file)))).isEqualTo(fingerprint);
  }

  @Test
  void takesHeadersCarriageReturnsAndNoChecksum() throws Exception {
    String key =
        read("alpha.asc")
            .replace("BLOCK-----\n\n", "BLOCK-----\nVersion: GnuPG v2\nComment: x\n\n")
            .replaceAll("=.{4}\n-----END", "\n-----END")
            .replace("\n", "\r\n");

    assertThat(OpenPgpKey.fingerprint(key)).startsWith("4546F71A");
  }

  @Test
  void refusesTwoPrimaryKeysBecauseAptTrustsBoth() {
    assertThatThrownBy(() -> OpenPgpKey.fingerprint(read("both.asc")))
        .hasMessage("has 2 primary keys instead of one");
    assertThatThrownBy(() -> OpenPgpKey.fingerprint(read("alpha.asc") + read("beta.asc")))
        .hasMessage("has more than one block");
  }

  @Test
  void refusesASecretKey() {
    assertThatThrownBy(() -> OpenPgpKey.fingerprint(read("secret.asc")))
        .hasMessage("is a secret key, which must not be in a profile");
  }

  /** Damage is told, or has not touched the key: never another fingerprint, never a crash. */
  @ParameterizedTest
  @ValueSource(strings = {"alpha.asc", "beta.asc"})
  void damageNeverGivesAnotherFingerprint(String file) throws Exception {
    String key = read(file);
    String fingerprint = OpenPgpKey.fingerprint(key);
    int refused = 0;
    for (int i = 0; i < key.length() - 1; i++) {
      String cut = key.substring(0, i) + "\n-----END PGP PUBLIC KEY BLOCK-----\n";
      String changed = key.substring(0, i) + (char) (key.charAt(i) ^ 1) + key.substring(i + 1);
      for (String damaged : List.of(cut, changed)) {
        try {
          assertThat(OpenPgpKey.fingerprint(damaged)).isEqualTo(fingerprint);
        } catch (OpenPgpKey.UnsoundException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(key.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----",
        // An old-format packet of tag 6 with the lengths 0, indefinite and -1; a version 3 key.
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmAA=\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmwA=\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmv////8=\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmAYDAAAAAAA=\n-----END PGP PUBLIC KEY BLOCK-----",
        // New format: partial length, and a length of 2^31.
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxuAA\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxv+AAAAA\n-----END PGP PUBLIC KEY BLOCK-----",
      })
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> OpenPgpKey.fingerprint(text))
        .isInstanceOf(OpenPgpKey.UnsoundException.class)
        .message()
        .isNotBlank();
  }

  private static String read(String file) throws IOException {
    return Files.readString(KEYS.resolve(file));
  }
}
