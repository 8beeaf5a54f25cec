package dev.provision.transport;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Signatures of Ed25519 by BouncyCastle, for keys of the JDK: as long as C2 compiles nothing, it
 * needs a sixth of the JDK's time. To load it takes as long as a hundred connections save.
 */
public final class Ed25519Provider extends Provider {
  /** So many connections and more are faster with it than without. */
  public static final int WORTHWHILE = 100;

  private static final long serialVersionUID = 1L;
  private static final String NAME = "ProvisionEd25519";

  private Ed25519Provider() {
    super(NAME, "1", "Signature.Ed25519 by BouncyCastle");
    putService(
        new Service(this, "Signature", "Ed25519", Spi.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return new Spi();
          }
        });
  }

  /** From now on all signatures of this process are its; again has no effect. */
  public static void register() {
    Security.insertProviderAt(new Ed25519Provider(), 1);
  }

  /** Back to the JDK's. */
  static void remove() {
    Security.removeProvider(NAME);
  }

  /** One signature at a time; RFC 8032, PureEdDSA. */
  private static final class Spi extends SignatureSpi {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] key;

    @Override
    protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
      byte[] encoded = publicKey.getEncoded();
      // X.509: 12 bytes that name the algorithm, then the key itself; RFC 8410, section 4.
      if (!"X.509".equals(publicKey.getFormat())
          || encoded.length != 12 + Ed25519.PUBLIC_KEY_SIZE) {
        throw new InvalidKeyException("no public key of Ed25519");
      }
      begin(Arrays.copyOfRange(encoded, encoded.length - Ed25519.PUBLIC_KEY_SIZE, encoded.length));
    }

    @Override
    protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
      if (!(privateKey instanceof EdECPrivateKey edwards)
          || !edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
        throw new InvalidKeyException("no private key of Ed25519");
      }
      begin(
          edwards
              .getBytes()
              .orElseThrow(() -> new InvalidKeyException("a key that does not show itself")));
    }

    private void begin(byte[] with) {
      key = with;
      message.reset();
    }

    @Override
    protected void engineUpdate(byte single) {
      message.write(single);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
      message.write(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() {
      byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
      byte[] text = text();
      Ed25519.sign(key, 0, text, 0, text.length, signature, 0);
      return signature;
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      if (signature.length != Ed25519.SIGNATURE_SIZE) {
        throw new SignatureException("a signature of " + signature.length + " bytes");
      }
      byte[] text = text();
      return Ed25519.verify(signature, 0, key, 0, text, 0, text.length);
    }

    private byte[] text() {
      byte[] text = message.toByteArray();
      message.reset();
      return text;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
