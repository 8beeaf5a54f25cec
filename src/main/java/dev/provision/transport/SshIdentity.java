package dev.provision.transport;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/** A private key to log in with. Its text is never part of a message. */
public final class SshIdentity {
  private static final int LONGEST = 64 * 1024;
  private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private final String label;
  private final KeyProvider keys;

  private SshIdentity(String label, KeyProvider keys) {
    this.label = label;
    this.keys = keys;
  }

  /**
   * Reads a key file: OpenSSH's format (ed25519, ECDSA, RSA), or PEM and PKCS#8 (RSA, ECDSA),
   * without a passphrase.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong and what to do
   */
  public static SshIdentity file(Path path) {
    try {
      if (Files.size(path) > LONGEST) {
        throw new IllegalArgumentException(path + ": too long to be a private key");
      }
      return of(path.toString(), Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(path + ": there is no such private key", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + ": the private key cannot be read: " + e, e);
    }
  }

  /**
   * Reads a key from memory, say from standard input.
   *
   * @param label what to call it in messages
   * @throws IllegalArgumentException as {@link #file}
   */
  public static SshIdentity of(String label, byte[] bytes) {
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
    } catch (IOException | SSHRuntimeException | IllegalStateException e) {
      throw unreadable(label, e);
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith(label) ? e : unreadable(label, e);
    }
    return new SshIdentity(label, keys);
  }

  /** What to call it in messages. */
  String label() {
    return label;
  }

  /** The key itself, for sshj. */
  KeyProvider keys() {
    return keys;
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
      ByteBuffer key =
          ByteBuffer.wrap(
              Base64.getMimeDecoder()
                  .decode(
                      text.lines()
                          .skip(1)
                          .takeWhile(l -> !l.startsWith("-"))
                          .reduce("", String::concat)));
      key.position(MAGIC.length);
      byte[] cipher = new byte[key.getInt()];
      key.get(cipher);
      return !new String(cipher, StandardCharsets.US_ASCII).equals("none");
    } catch (RuntimeException e) {
      // Broken: reading it says so.
      return false;
    }
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
