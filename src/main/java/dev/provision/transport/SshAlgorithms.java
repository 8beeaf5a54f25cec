package dev.provision.transport;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;

/**
 * What we offer a server: few algorithms, none with SHA-1, all of the JDK. Registering BouncyCastle
 * and probing sshj's 33 ciphers would cost half a second of each start.
 */
final class SshAlgorithms {
  /** Algorithms of a host that shows a certificate. */
  static final List<String> HOST_CERTIFICATES =
      List.of(
          "ssh-ed25519-cert-v01@openssh.com",
          "ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "ecdsa-sha2-nistp384-cert-v01@openssh.com",
          "ecdsa-sha2-nistp521-cert-v01@openssh.com",
          "rsa-sha2-512-cert-v01@openssh.com");

  private static final String RSA = "ssh-rsa";

  static {
    SecurityUtils.setRegisterBouncyCastle(false);
    EcdsaProvider.register();
  }

  private SshAlgorithms() {}

  /** Has the side effect, wanted before anything else of sshj runs, that BouncyCastle stays out. */
  static void load() {}

  /** The algorithms that a key of known_hosts may be used with. */
  static List<String> ofKeyType(String type) {
    return type.equals(RSA) ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
  }

  /** What signs; there is none with SHA-1. */
  static Signature signature(SignatureAlgorithm algorithm) {
    return keyAlgorithms().stream()
        .filter(factory -> factory.getName().equals(algorithm.signature()))
        .findFirst()
        .orElseThrow(() -> new SSHRuntimeException("no algorithm " + algorithm.signature()))
        .create()
        .newSignature();
  }

  /** A new configuration; sshj keeps state in it. */
  static Config config() {
    return config(new Curve25519SHA256.Factory(), new Curve25519SHA256.FactoryLibSsh());
  }

  /** A new configuration, whose preferred key exchange has begun already. */
  static Config config(EarlyExchange early) {
    return config(
        early.factory(new Curve25519SHA256.Factory()),
        early.factory(new Curve25519SHA256.FactoryLibSsh()));
  }

  private static Config config(
      Factory.Named<KeyExchange> preferred, Factory.Named<KeyExchange> oldName) {
    ConfigImpl config = new ConfigImpl();
    config.setLoggerFactory(LoggerFactory.DEFAULT);
    config.setVersion("provision");
    config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
    config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
    config.setKeyExchangeFactories(
        List.of(
            preferred,
            oldName,
            new ECDHNistP.Factory256(),
            new ECDHNistP.Factory384(),
            new ECDHNistP.Factory521(),
            new ExtInfoClientFactory()));
    config.setKeyAlgorithms(keyAlgorithms());
    config.setCipherFactories(
        List.of(
            // With its MAC it needs a third of GCM's time, until C2 has compiled that.
            BlockCiphers.AES128CTR(),
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES256CTR()));
    config.setMACFactories(
        List.of(
            Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
    config.setCompressionFactories(List.of(new NoneCompression.Factory()));
    config.setFileKeyProviderFactories(List.of());
    // HostKeyCheck does that, by the name the host is known by and more strictly.
    config.setVerifyHostKeyCertificates(false);
    return config;
  }

  // Certificates come last: a host that has one offers it only where an authority is known.
  private static List<Factory.Named<KeyAlgorithm>> keyAlgorithms() {
    return List.of(
        KeyAlgorithms.EdDSA25519(),
        KeyAlgorithms.ECDSASHANistp256(),
        KeyAlgorithms.ECDSASHANistp384(),
        KeyAlgorithms.ECDSASHANistp521(),
        KeyAlgorithms.RSASHA512(),
        KeyAlgorithms.RSASHA256(),
        KeyAlgorithms.EdDSA25519CertV01(),
        KeyAlgorithms.ECDSASHANistp256CertV01(),
        KeyAlgorithms.ECDSASHANistp384CertV01(),
        KeyAlgorithms.ECDSASHANistp521CertV01(),
        new KeyAlgorithms.Factory(
            "rsa-sha2-512-cert-v01@openssh.com",
            new SignatureRSA.FactoryRSASHA512(),
            KeyType.RSA_CERT));
  }
}
