package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK is the judge: each verifies what the other signs. */
class Ed25519ProviderTest {
  private static final String JDK = "SunEC";
  private final Random random = new Random(25519);

  @BeforeEach
  void register() {
    Ed25519Provider.register();
    Ed25519Provider.register();
  }

  @AfterEach
  void remove() {
    Ed25519Provider.remove();
  }

  @Test
  void signsAsTheJdkDoesAndVerifiesWhatItSigned() throws Exception {
    for (int i = 0; i < 50; i++) {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] message = new byte[i * 7];
      random.nextBytes(message);
      Signature ours = Signature.getInstance("Ed25519");
      assertThat(ours.getProvider()).isInstanceOf(Ed25519Provider.class);
      byte[] signature = signed(ours, pair, message);
      assertThat(signature).isEqualTo(signed(Signature.getInstance("Ed25519", JDK), pair, message));
      ours.initVerify(pair.getPublic());
      for (byte single : message) {
        ours.update(single);
      }
      assertThat(ours.verify(signature)).isTrue();
      assertThat(verified(pair, message, changed(signature))).isFalse();
      assertThat(verified(pair, changed(message), signature)).isEqualTo(message.length == 0);
      KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      assertThat(verified(other, message, signature)).isFalse();
    }
  }

  @Test
  void anotherKindOfKeyOrSignatureIsRefused() throws Exception {
    KeyPair larger = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
    Signature ours = Signature.getInstance("Ed25519", Security.getProviders()[0]);
    assertThatThrownBy(() -> ours.initSign(larger.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> ours.initVerify(larger.getPublic()))
        .isInstanceOf(InvalidKeyException.class);
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    ours.initVerify(pair.getPublic());
    assertThatThrownBy(() -> ours.verify(new byte[63])).isInstanceOf(SignatureException.class);
  }

  private static byte[] signed(Signature by, KeyPair pair, byte[] message) throws Exception {
    by.initSign(pair.getPrivate());
    by.update(message);
    return by.sign();
  }

  private static boolean verified(KeyPair pair, byte[] message, byte[] signature) throws Exception {
    Signature ours = Signature.getInstance("Ed25519");
    ours.initVerify(pair.getPublic());
    ours.update(message);
    return ours.verify(signature);
  }

  private byte[] changed(byte[] bytes) {
    byte[] changed = bytes.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }
}
