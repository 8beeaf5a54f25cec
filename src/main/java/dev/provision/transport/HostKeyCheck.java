package dev.provision.transport;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/**
 * Decides about the key of one host, once, in the order of OpenSSH's {@code check_host_key}: never
 * a revoked key; a certificate of an authority for the name; a known key; else, where the policy
 * says so and nothing at all is known of the host, a new one.
 */
final class HostKeyCheck implements HostKeyVerifier {
  private final SshTarget target;
  private final HostKeyPolicy policy;
  private final KnownHosts knownHosts;
  private volatile String refusal;

  HostKeyCheck(SshTarget target, HostKeyPolicy policy, KnownHosts knownHosts) {
    this.target = target;
    this.policy = policy;
    this.knownHosts = knownHosts;
  }

  /** Why the key was refused, in one sentence. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The algorithms of keys that are known, so that the host offers one of these. */
  @Override
  public List<String> findExistingAlgorithms(String host, int port) {
    Set<String> algorithms = new LinkedHashSet<>();
    for (KnownHostsLine line : knownHosts.lookUp(target.knownHostsName())) {
      switch (line.marker()) {
        case CERT_AUTHORITY -> algorithms.addAll(SshAlgorithms.HOST_CERTIFICATES);
        case NONE -> algorithms.addAll(SshAlgorithms.ofKeyType(line.type()));
        case REVOKED -> {}
      }
    }
    return List.copyOf(algorithms);
  }

  /** Called by sshj on its own thread; a refusal is kept for the one that connects. */
  @Override
  public boolean verify(String host, int port, PublicKey key) {
    try {
      Optional<String> reason = judge(key);
      reason.ifPresent(text -> refusal = text);
      return reason.isEmpty();
    } catch (UnreachableException e) {
      refusal = e.getMessage();
      return false;
    }
  }

  private Optional<String> judge(PublicKey offered) {
    PublicKey plain =
        offered instanceof Certificate<?> certificate ? certificate.getKey() : offered;
    String type = KeyType.fromKey(plain).toString();
    String key = base64(plain);
    List<KnownHostsLine> lines = knownHosts.lookUp(target.knownHostsName());
    for (KnownHostsLine line : of(lines, KnownHostsLine.Marker.REVOKED)) {
      if (line.key().equals(key)) {
        return refuse("its key %s is revoked in %s", fingerprint(key), line.place());
      }
    }
    if (policy.fingerprint().isPresent()) {
      String wanted = policy.fingerprint().get();
      return wanted.equals(fingerprint(key))
          ? Optional.empty()
          : refuse("its %s key is %s, and not %s as asked for", type, fingerprint(key), wanted);
    }
    if (offered instanceof Certificate<?> certificate) {
      HostCertificate hostCertificate = new HostCertificate(certificate, target);
      List<KnownHostsLine> authorities = of(lines, KnownHostsLine.Marker.CERT_AUTHORITY);
      if (authorities.stream().anyMatch(hostCertificate::isSignedBy)) {
        Optional<String> fault = hostCertificate.fault(of(lines, KnownHostsLine.Marker.REVOKED));
        return fault.isEmpty()
            ? fault
            : refuse("its host certificate is not valid: %s", fault.get());
      }
    }
    return judgePlain(lines, type, key);
  }

  private Optional<String> judgePlain(List<KnownHostsLine> lines, String type, String key) {
    List<KnownHostsLine> keys = of(lines, KnownHostsLine.Marker.NONE);
    if (keys.stream().anyMatch(line -> line.key().equals(key))) {
      return Optional.empty();
    }
    for (KnownHostsLine line : keys) {
      if (line.type().equals(type)) {
        return refuse(
            "ITS HOST KEY HAS CHANGED. Someone may be listening in, or the host was set up anew."
                + " It offers the %s key %s; %s has %s. If that is right: ssh-keygen -f %s -R %s",
            type,
            fingerprint(key),
            line.place(),
            fingerprint(line.key()),
            line.place().substring(0, line.place().lastIndexOf(':')),
            ShellQuote.word(target.knownHostsName()));
      }
    }
    if (!keys.isEmpty()) {
      return refuse(
          "it offers the %s key %s, and %s knows it by a key of another type (%s)",
          type, fingerprint(key), keys.get(0).place(), keys.get(0).type());
    }
    List<KnownHostsLine> authorities = of(lines, KnownHostsLine.Marker.CERT_AUTHORITY);
    if (!authorities.isEmpty()) {
      return refuse(
          "it offers the %s key %s without a certificate of the authority in %s",
          type, fingerprint(key), authorities.get(0).place());
    }
    if (policy.acceptNew()) {
      List<KnownHostsLine> now = knownHosts.add(target.knownHostsName(), type, key);
      return now.stream()
              .filter(line -> line.key().equals(key))
              .map(KnownHostsLine::marker)
              .toList()
              .equals(List.of(KnownHostsLine.Marker.NONE))
          ? Optional.empty()
          : refuse("another key than %s was added just now to %s", fingerprint(key), place(now));
    }
    return refuse(
        "its host key is unknown; it offers the %s key %s. To trust it: --host-key %s, or add the"
            + " host to %s, or --host-key accept-new to trust hosts when first seen",
        type, fingerprint(key), fingerprint(key), knownHosts.file());
  }

  private String place(List<KnownHostsLine> lines) {
    return lines.isEmpty() ? knownHosts.file().toString() : lines.get(0).place();
  }

  private Optional<String> refuse(String format, Object... arguments) {
    return Optional.of(target + ": " + format.formatted(arguments));
  }

  private static List<KnownHostsLine> of(List<KnownHostsLine> lines, KnownHostsLine.Marker marker) {
    return lines.stream().filter(line -> line.marker() == marker).toList();
  }

  /** A key in SSH's wire format, Base64. */
  static String base64(PublicKey key) {
    return Base64.getEncoder()
        .encodeToString(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
  }

  /** {@code SHA256:...}, as {@code ssh-keygen -l} prints it. */
  static String fingerprint(String base64) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
