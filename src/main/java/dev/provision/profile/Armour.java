package dev.provision.profile;

import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/** ASCII armour of an OpenPGP public key; RFC 4880, section 6. */
final class Armour {
  private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";

  private Armour() {}

  /** One block of these bytes, as gpg --armor writes it. */
  static String encode(byte[] bytes) {
    int sum = crc24(bytes);
    byte[] checksum = {(byte) (sum >> 16), (byte) (sum >> 8), (byte) sum};
    return BEGIN
        + "\n\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n="
        + Base64.getEncoder().encodeToString(checksum)
        + "\n"
        + END
        + "\n";
  }

  /** The bytes of the one block in the text, whose checksum must be right where there is one. */
  static byte[] decode(String text) throws OpenPgpKey.UnsoundException {
    List<String> lines = text.strip().lines().map(String::strip).toList();
    Iterator<String> rest = lines.iterator();
    if (text.contains("-----BEGIN PGP PRIVATE KEY BLOCK-----")) {
      throw new OpenPgpKey.UnsoundException("is a secret key, which must not be in a profile");
    }
    if (!rest.hasNext() || !rest.next().equals(BEGIN)) {
      throw new OpenPgpKey.UnsoundException("does not start with " + BEGIN);
    }
    if (!lines.get(lines.size() - 1).equals(END)) {
      throw new OpenPgpKey.UnsoundException("does not end with " + END);
    }
    skipHeaders(rest);
    var base64 = new StringBuilder();
    String checksum = null;
    for (String line = rest.next(); !line.equals(END); line = rest.next()) {
      if (line.startsWith("=")) {
        checksum = line.substring(1);
      } else {
        base64.append(line);
      }
    }
    if (rest.hasNext()) {
      throw new OpenPgpKey.UnsoundException("has more than one block");
    }
    byte[] bytes = base64(base64.toString());
    if (checksum != null && crc24(bytes) != value(base64(checksum))) {
      throw new OpenPgpKey.UnsoundException("is damaged: its checksum does not match");
    }
    return bytes;
  }

  /** Headers such as Version and Comment end with an empty line. */
  private static void skipHeaders(Iterator<String> lines) throws OpenPgpKey.UnsoundException {
    String line = lines.hasNext() ? lines.next() : END;
    while (!line.isEmpty()) {
      if (line.equals(END)) {
        throw new OpenPgpKey.UnsoundException("has no empty line before its data");
      }
      line = lines.next();
    }
  }

  private static byte[] base64(String text) throws OpenPgpKey.UnsoundException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new OpenPgpKey.UnsoundException("is damaged: its data is not base64");
    }
  }

  private static int value(byte[] bytes) {
    int value = 0;
    for (byte each : bytes) {
      value = value << 8 | each & 0xff;
    }
    return value;
  }

  /** RFC 4880, section 6.1. */
  private static int crc24(byte[] bytes) {
    int crc = 0xb704ce;
    for (byte each : bytes) {
      crc ^= (each & 0xff) << 16;
      for (int i = 0; i < 8; i++) {
        crc <<= 1;
        if ((crc & 0x1000000) != 0) {
          crc ^= 0x1864cfb;
        }
      }
    }
    return crc;
  }
}
