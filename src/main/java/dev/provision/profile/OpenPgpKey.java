package dev.provision.profile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Fingerprints of ASCII-armoured OpenPGP version 4 keys, RFC 4880. Exactly one primary key: apt
 * trusts every key of a file, so a second one would come in unseen.
 */
final class OpenPgpKey {
  private static final int SECRET_KEY = 5;
  private static final int PUBLIC_KEY = 6;

  /** The text is no single public key. */
  static final class UnsoundException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsoundException(String message) {
      super(message);
    }
  }

  private OpenPgpKey() {}

  /** Forty upper-case hexadecimal digits; RFC 4880, section 12.2. */
  static String fingerprint(String armoured) throws UnsoundException {
    List<OpenPgpPacket> primaries = new ArrayList<>();
    for (OpenPgpPacket packet : OpenPgpPacket.all(Armour.decode(armoured))) {
      if (packet.tag() == SECRET_KEY) {
        throw new UnsoundException("is a secret key, which must not be in a profile");
      }
      if (packet.tag() == PUBLIC_KEY) {
        primaries.add(packet);
      }
    }
    if (primaries.size() != 1) {
      throw new UnsoundException("has " + primaries.size() + " primary keys instead of one");
    }
    return fingerprint(primaries.get(0).body());
  }

  private static String fingerprint(byte[] body) throws UnsoundException {
    if (body.length < 6 || body[0] != 4) {
      throw new UnsoundException(
          body.length == 0 ? "has an empty key" : "is of version " + body[0] + ", not 4");
    }
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update((byte) 0x99);
      sha1.update((byte) (body.length >> 8));
      sha1.update((byte) body.length);
      return HexFormat.of().withUpperCase().formatHex(sha1.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
