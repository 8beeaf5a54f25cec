package dev.provision.transport;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/** Private keys as text: OpenSSH's format, PEM and PKCS#8. */
final class KeyText {
  /** The first line of OpenSSH's format. */
  static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";

  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private KeyText() {}

  /**
   * Reads a key.
   *
   * @param label what to call it in messages
   * @throws IllegalArgumentException with a sentence that says what is wrong and what to do
   */
  static KeyProvider read(String label, byte[] bytes) {
    SshAlgorithms.load();
    String text = new String(bytes, StandardCharsets.ISO_8859_1).strip() + "\n";
    BaseFileKeyProvider keys = format(label, text);
    try {
      keys.init(text, null);
      if (KeyType.fromKey(keys.getPublic()) == KeyType.DSA) {
        throw new IllegalArgumentException(
            label + ": DSA keys are not accepted by servers any more");
      }
      keys.getPrivate();
      return keys;
    } catch (IOException | SSHRuntimeException | IllegalStateException e) {
      throw unreadable(label, e);
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith(label) ? e : unreadable(label, e);
    }
  }

  private static BaseFileKeyProvider format(String label, String text) {
    String header = text.lines().findFirst().orElse("").strip();
    if (header.equals(OPENSSH)) {
      if (isEncrypted(text)) {
        throw encrypted(label);
      }
      return new OpenSSHKeyV1KeyFile();
    }
    if (header.equals("-----BEGIN ENCRYPTED PRIVATE KEY-----")
        || text.contains("Proc-Type: 4,ENCRYPTED")) {
      throw encrypted(label);
    }
    if (header.matches("-----BEGIN ((RSA|EC|DSA) )?PRIVATE KEY-----")) {
      return new PKCS8KeyFile();
    }
    if (header.startsWith("PuTTY-User-Key-File")) {
      throw new IllegalArgumentException(
          label + ": a key of PuTTY; convert it: puttygen KEY -O private-openssh -o NEW");
    }
    if (header.startsWith("ssh-") || header.startsWith("ecdsa-") || header.contains("PUBLIC KEY")) {
      throw new IllegalArgumentException(label + ": a public key; the private one is needed");
    }
    throw new IllegalArgumentException(label + ": not a private key in a format of OpenSSH or PEM");
  }

  private static boolean isEncrypted(String text) {
    try {
      return !new String(SshAgent.string(body(text)), StandardCharsets.US_ASCII).equals("none");
    } catch (IOException | RuntimeException e) {
      // Broken: reading it says so.
      return false;
    }
  }

  /**
   * What OpenSSH's format holds, see PROTOCOL.key, after the magic: next is the cipher's name.
   *
   * @throws IllegalArgumentException when it is none
   */
  static ByteBuffer body(String text) {
    ByteBuffer key =
        ByteBuffer.wrap(
            Base64.getMimeDecoder()
                .decode(
                    text.strip()
                        .lines()
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("-"))
                        .reduce("", String::concat)));
    return key.position(MAGIC.length);
  }

  private static IllegalArgumentException encrypted(String label) {
    return new IllegalArgumentException(
        label
            + ": the key has a passphrase, which is never asked for; load it into an ssh-agent"
            + " (ssh-add KEY) and leave the identity out");
  }

  private static IllegalArgumentException unreadable(String label, Exception e) {
    return new IllegalArgumentException(
        label
            + ": this private key cannot be read; one in OpenSSH's own format can:"
            + " ssh-keygen -p -f KEY rewrites it",
        e);
  }
}
