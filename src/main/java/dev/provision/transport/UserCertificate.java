package dev.provision.transport;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;

/**
 * The certificate of a user, see PROTOCOL.certkeys of OpenSSH. Whether it is good is for the host
 * to say; this tells why it may not have been.
 *
 * @param label what to call it in messages
 * @param blob as the host gets it
 */
record UserCertificate(String label, byte[] blob, Certificate<?> content) {
  private static final long USER = 1;

  /**
   * Reads {@code KEY-cert.pub}.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static UserCertificate file(Path path) {
    SshAlgorithms.load();
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(path + ": there is no such certificate");
    }
    try {
      byte[] blob = PublicKeyFile.read(path).orElse(new byte[0]);
      if (new Buffer.PlainBuffer(blob).readPublicKey() instanceof Certificate<?> content) {
        return new UserCertificate(path.toString(), blob, content);
      }
    } catch (Buffer.BufferException | SSHRuntimeException e) {
      throw new IllegalArgumentException(unreadable(path), e);
    }
    throw new IllegalArgumentException(unreadable(path));
  }

  private static String unreadable(Path path) {
    return path + ": not a certificate of OpenSSH; ssh-keygen -L -f FILE shows what it is";
  }

  /** The public key that it is for, in SSH's wire format. */
  byte[] key() {
    return new Buffer.PlainBuffer().putPublicKey(content.getKey()).getCompactData();
  }

  /** Whether its time is now. */
  boolean isCurrent(Instant now) {
    Date date = Date.from(now);
    return !date.before(content.getValidAfter()) && !date.after(content.getValidBefore());
  }

  /** Why a host may have refused it, and what to do, in a part of a sentence. */
  String doubt(String user, Instant now) {
    List<String> users = content.getValidPrincipals();
    if (content.getType() != USER) {
      return "is one for hosts; have the key signed for a user, without ssh-keygen -h";
    }
    if (Date.from(now).after(content.getValidBefore())) {
      return "expired on " + date(content.getValidBefore()) + "; have the key signed anew";
    }
    if (!isCurrent(now)) {
      return "is not valid before "
          + date(content.getValidAfter())
          + "; wait, or set the clock that is wrong";
    }
    if (!users.contains(user)) {
      return "is %s, and not for %s; log in as somebody it is for, or have the key signed for %s"
          .formatted(
              users.isEmpty() ? "for nobody" : "for " + HostText.line(String.join(", ", users)),
              user,
              user);
    }
    return "looks right; does the host trust its authority, %s (TrustedUserCAKeys)?"
        .formatted(
            HostKeyCheck.fingerprint(
                Base64.getEncoder().encodeToString(content.getSignatureKey())));
  }

  private static String date(Date date) {
    return date.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code KEY-cert.pub} beside {@code KEY}, when it is there, as ssh(1) looks for it. */
  static Optional<Path> beside(Path key) {
    Path path = Path.of(key + "-cert.pub");
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }
}
