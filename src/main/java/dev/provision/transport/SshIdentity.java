package dev.provision.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** A key to log in with, and certificates for it. Its text is never part of a message. */
public final class SshIdentity {
  private static final int LONGEST = 64 * 1024;

  private final String label;
  private final byte[] blob;
  private final Optional<PrivateKey> key;
  private final List<UserCertificate> certificates;
  private final List<String> remarks;

  private SshIdentity(
      String label,
      byte[] blob,
      Optional<PrivateKey> key,
      List<UserCertificate> certificates,
      List<String> remarks) {
    this.label = label;
    this.blob = blob;
    this.key = key;
    this.certificates = List.copyOf(certificates);
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Reads a key file: OpenSSH's format (ed25519, ECDSA, RSA), or PEM and PKCS#8 (RSA, ECDSA),
   * without a passphrase; and the certificate {@code KEY-cert.pub} when it is beside it, as ssh(1)
   * does. One that is of no use is told of where the host refuses the key.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with the key and what
   *     to do
   */
  public static SshIdentity file(Path path) {
    try {
      if (Files.size(path) > LONGEST) {
        throw new IllegalArgumentException(path + ": too long to be a private key");
      }
      return of(path.toString(), Files.readAllBytes(path)).withOwnCertificate(path);
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
    KeyProvider keys = KeyText.read(label, bytes);
    try {
      return new SshIdentity(
          label,
          new Buffer.PlainBuffer().putPublicKey(keys.getPublic()).getCompactData(),
          Optional.of(keys.getPrivate()),
          List.of(),
          List.of());
    } catch (IOException e) {
      throw new IllegalStateException("the key was there a moment ago", e);
    }
  }

  /** A key of which only the public part is known: an agent may have the other. */
  static Optional<SshIdentity> ofAgent(Path path) {
    return PublicKeyFile.of(path)
        .map(
            blob ->
                new SshIdentity(path.toString(), blob, Optional.empty(), List.of(), List.of())
                    .withOwnCertificate(path));
  }

  /** A key of which only a certificate is known: an agent may have it. */
  static SshIdentity ofAgent(UserCertificate certificate) {
    return new SshIdentity(
        certificate.label(), certificate.key(), Optional.empty(), List.of(), List.of());
  }

  /** With a certificate, which is offered before the key alone. */
  SshIdentity withCertificate(UserCertificate certificate) {
    if (!isOf(certificate)) {
      return with(
          certificates,
          "%s is a certificate for another key; have %s.pub signed (ssh-keygen -s)"
              .formatted(certificate.label(), label));
    }
    var more = new ArrayList<>(certificates);
    more.add(certificate);
    return with(more, null);
  }

  /** Whether it is a certificate for this key. */
  boolean isOf(UserCertificate certificate) {
    return Arrays.equals(certificate.key(), blob);
  }

  /** What to call it in messages. */
  String label() {
    return label;
  }

  /** The public key, in SSH's wire format. */
  byte[] blob() {
    return blob;
  }

  /** Empty when only an agent may have it. */
  Optional<PrivateKey> key() {
    return key;
  }

  /** Those that are for this key. */
  List<UserCertificate> certificates() {
    return certificates;
  }

  /** What is of no use about it, a sentence each; said when a host does not let us in. */
  List<String> remarks() {
    return remarks;
  }

  private SshIdentity withOwnCertificate(Path path) {
    Optional<Path> own = UserCertificate.beside(path);
    try {
      return own.map(file -> withCertificate(UserCertificate.file(file))).orElse(this);
    } catch (IllegalArgumentException e) {
      return with(certificates, e.getMessage());
    }
  }

  private SshIdentity with(List<UserCertificate> all, String remark) {
    var said = new ArrayList<>(remarks);
    if (remark != null) {
      said.add(remark);
    }
    return new SshIdentity(label, blob, key, all, said);
  }
}
