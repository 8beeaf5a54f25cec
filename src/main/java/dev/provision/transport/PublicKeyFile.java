package dev.provision.transport;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Public keys and certificates in files: {@code TYPE BASE64 COMMENT}, see sshd(8). */
final class PublicKeyFile {
  private static final int LONGEST = 64 * 1024;

  private PublicKeyFile() {}

  /**
   * The public part of a key whose private part is of no use here: it has a passphrase, or is kept
   * in an agent only. As OpenSSH does, looks into the file itself, and beside it.
   */
  static Optional<byte[]> of(Path file) {
    return inside(file).or(() -> read(Path.of(file + ".pub")));
  }

  /** What the only line of a file holds, in SSH's wire format; empty when that is no key. */
  static Optional<byte[]> read(Path file) {
    String[] words = text(file).strip().split("\\s+");
    if (words.length < 2 || words[0].startsWith("-")) {
      return Optional.empty();
    }
    try {
      byte[] blob = Base64.getDecoder().decode(words[1]);
      String type = new String(SshAgent.string(ByteBuffer.wrap(blob)), StandardCharsets.US_ASCII);
      return type.equals(words[0]) ? Optional.of(blob) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** OpenSSH's private keys have the public one in the clear, see PROTOCOL.key. */
  private static Optional<byte[]> inside(Path file) {
    String text = text(file);
    if (!text.stripLeading().startsWith(KeyText.OPENSSH)) {
      return read(file);
    }
    try {
      ByteBuffer key = KeyText.body(text);
      for (int i = 0; i < 3; i++) {
        // The cipher, the function that makes its key, and the options of that.
        SshAgent.string(key);
      }
      return key.getInt() == 1 ? Optional.of(SshAgent.string(key)) : Optional.empty();
    } catch (IOException | IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LONGEST
          ? Files.readString(file, StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      return "";
    }
  }
}
