package dev.provision.transport;

import java.util.List;

/**
 * A way to use a key, by its name in SSH's registry: what the server is told (RFC 4252, section 7;
 * RFC 8332 for RSA; PROTOCOL.certkeys of OpenSSH for certificates).
 */
record SignatureAlgorithm(String name) {
  private static final String CERTIFICATE = "-cert-v01@openssh.com";
  private static final String RSA = "ssh-rsa";

  /** The ways to use a key or certificate of a type, the best one first; none with SHA-1. */
  static List<SignatureAlgorithm> ofType(String type) {
    if (!type.equals(RSA) && !type.equals(RSA + CERTIFICATE)) {
      return List.of(new SignatureAlgorithm(type));
    }
    String suffix = type.substring(RSA.length());
    return List.of(
        new SignatureAlgorithm("rsa-sha2-512" + suffix),
        new SignatureAlgorithm("rsa-sha2-256" + suffix));
  }

  /** The name inside of the signature, which knows nothing of certificates. */
  String signature() {
    return name.endsWith(CERTIFICATE)
        ? name.substring(0, name.length() - CERTIFICATE.length())
        : name;
  }
}
