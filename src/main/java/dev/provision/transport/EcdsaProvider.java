package dev.provision.transport;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.List;
import java.util.Map;

/**
 * Answers to the one name that sshj uses for keys of elliptic curves and only BouncyCastle knows:
 * {@code KeyFactory.ECDSA}, which the JDK calls {@code EC}.
 */
final class EcdsaProvider extends Provider {
  private static final long serialVersionUID = 1L;

  private EcdsaProvider() {
    super("ProvisionEcdsa", "1", "KeyFactory.ECDSA as another name of EC");
    putService(
        new Service(this, "KeyFactory", "ECDSA", Spi.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return new Spi();
          }
        });
  }

  /** Registers it behind all others, once. */
  static void register() {
    Security.addProvider(new EcdsaProvider());
  }

  private static final class Spi extends KeyFactorySpi {
    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
      return factory().generatePublic(spec);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
      return factory().generatePrivate(spec);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec)
        throws InvalidKeySpecException {
      return factory().getKeySpec(key, spec);
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
      return factory().translateKey(key);
    }

    private static KeyFactory factory() {
      try {
        return KeyFactory.getInstance("EC");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no elliptic curves", e);
      }
    }
  }
}
