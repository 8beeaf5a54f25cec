package dev.provision.podman.context;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tar archive in POSIX's pax format (pax(1), "pax Interchange Format"): ustar's headers,
 * and an extended one ahead of what they have no room for. Everything belongs to root.
 */
final class TarWriter {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final long LARGEST = 077777777777L;

  private final OutputStream out;
  private long written;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Begins an entry; exactly {@code size} bytes must follow, then {@link #pad}.
   *
   * @param type {@code 0} for a file, {@code 2} for a link, {@code 5} for a folder
   * @param mode permissions, with those of setuid(2)
   * @param seconds when it was changed, since 1970
   */
  void entry(char type, String name, String link, int mode, long size, long seconds)
      throws IOException {
    var extended = new StringBuilder();
    if (!fits(name)) {
      extended.append(record("path", name));
    }
    if (!fits(link)) {
      extended.append(record("linkpath", link));
    }
    if (size > LARGEST) {
      extended.append(record("size", Long.toString(size)));
    }
    if (!extended.isEmpty()) {
      byte[] bytes = extended.toString().getBytes(StandardCharsets.UTF_8);
      header('x', "pax", "", 0644, bytes.length, 0);
      data(bytes, 0, bytes.length);
      pad();
    }
    header(type, name, link, mode, size > LARGEST ? 0 : size, seconds);
  }

  /** Bytes of the entry's content. */
  void data(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    written += length;
  }

  /** Ends an entry's content. */
  void pad() throws IOException {
    int rest = (int) (written % BLOCK);
    if (rest > 0) {
      data(new byte[BLOCK - rest], 0, BLOCK - rest);
    }
  }

  /** Ends the archive. */
  void end() throws IOException {
    data(new byte[2 * BLOCK], 0, 2 * BLOCK);
  }

  /** How many bytes the archive has by now. */
  long written() {
    return written;
  }

  private void header(char type, String name, String link, int mode, long size, long seconds)
      throws IOException {
    byte[] block = new byte[BLOCK];
    text(block, 0, NAME, name);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, Math.min(LARGEST, Math.max(0, seconds)));
    block[156] = (byte) type;
    text(block, 157, NAME, link);
    text(block, 257, 8, "ustar\00000");
    // The checksum is that of the header with blanks in its place.
    text(block, 148, 8, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    data(block, 0, BLOCK);
  }

  private static boolean fits(String text) {
    return text.length() <= NAME && text.chars().allMatch(c -> c < 128);
  }

  /** {@code LENGTH KEY=VALUE\n}, where the length counts itself. */
  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + Integer.toString(bytes).length();
    if (Integer.toString(length).length() > Integer.toString(bytes).length()) {
      length++;
    }
    return length + rest;
  }

  private static void text(byte[] block, int offset, int room, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, Math.min(room, bytes.length));
  }

  private static void octal(byte[] block, int offset, int room, long number) {
    String digits = Long.toOctalString(number);
    text(block, offset, room - 1, "0".repeat(room - 1 - digits.length()) + digits);
    block[offset + room - 1] = 0;
  }
}
