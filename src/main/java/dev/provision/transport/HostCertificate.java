package dev.provision.transport;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;

/**
 * The certificate of a host, see PROTOCOL.certkeys of OpenSSH. sshj takes a user's certificate for
 * a host's and one without principals for anybody's; this does not.
 *
 * @param certificate as the host offers it; that it has the key is proven by the key exchange
 * @param target which host it has to be for
 */
record HostCertificate(Certificate<?> certificate, SshTarget target) {
  private static final long HOST = 2;
  private static final Set<String> WEAK = Set.of("ssh-rsa", "ssh-dss");

  /** Whether it names this authority; whether that is true, {@link #fault} tells. */
  boolean isSignedBy(KnownHostsLine authority) {
    return authority.key().equals(authorityKey());
  }

  /**
   * What is wrong with it, empty when nothing is.
   *
   * @param revoked keys that sign nothing any more
   */
  Optional<String> fault(List<KnownHostsLine> revoked) {
    for (KnownHostsLine line : revoked) {
      if (line.key().equals(authorityKey())) {
        return Optional.of("its authority is revoked in " + line.place());
      }
    }
    if (certificate.getType() != HOST) {
      return Optional.of("it is a user's certificate");
    }
    if (!certificate.getCritOptions().isEmpty()) {
      return Optional.of("it has critical options, which no host certificate has");
    }
    if (certificate.getValidPrincipals().isEmpty()) {
      return Optional.of("it names no host");
    }
    String name = target.alias().orElse(target.host()).toLowerCase(Locale.ROOT);
    // Literally: sshj takes wildcards in a certificate, OpenSSH does not for hosts.
    if (!certificate.getValidPrincipals().contains(name)) {
      return Optional.of(
          HostText.line(
              "its principals are " + String.join(", ", certificate.getValidPrincipals())));
    }
    try {
      if (WEAK.contains(new Buffer.PlainBuffer(certificate.getSignature()).readString())) {
        return Optional.of("it is signed with SHA-1");
      }
      byte[] wire = new Buffer.PlainBuffer().putPublicKey(certificate).getCompactData();
      return Optional.ofNullable(KeyType.CertUtils.verifyHostCertificate(wire, certificate, name))
          .map(HostText::line);
    } catch (Buffer.BufferException | SSHRuntimeException e) {
      return Optional.of("it cannot be read");
    }
  }

  private String authorityKey() {
    return Base64.getEncoder().encodeToString(certificate.getSignatureKey());
  }
}
