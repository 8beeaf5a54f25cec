package dev.provision.transport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to log in with.
 *
 * @param identities tried in this order, each with its certificates first
 * @param agentSocket the socket of ssh-agent, {@code SSH_AUTH_SOCK}
 * @param alsoOfAgent whether all keys of the agent are tried, after the identities
 * @param remarks why others are not tried; said when a host does not let us in
 */
public record SshKeys(
    List<SshIdentity> identities,
    Optional<Path> agentSocket,
    boolean alsoOfAgent,
    List<String> remarks) {

  /** Copies the lists. */
  public SshKeys {
    identities = List.copyOf(identities);
    remarks = List.copyOf(remarks);
  }

  /** One key and no other, else those of the agent. */
  public static SshKeys of(Optional<SshIdentity> identity, Optional<Path> agentSocket) {
    return new SshKeys(identity.stream().toList(), agentSocket, identity.isEmpty(), List.of());
  }

  /** One key and no other. */
  public SshKeys withIdentity(SshIdentity identity) {
    return of(Optional.of(identity), agentSocket);
  }

  /**
   * The keys and certificates of files, as OpenSSH takes {@code IdentityFile} and {@code
   * CertificateFile}: what cannot be used is left out, and a key that has a passphrase, or only its
   * public part in a file, is one that the agent may have.
   */
  public static SshKeys files(
      List<Path> keys, List<Path> certificates, Optional<Path> agentSocket, boolean alsoOfAgent) {
    var identities = new ArrayList<SshIdentity>();
    var remarks = new ArrayList<String>();
    for (Path key : keys) {
      try {
        identities.add(SshIdentity.file(key));
      } catch (IllegalArgumentException e) {
        SshIdentity.ofAgent(key)
            .ifPresentOrElse(identities::add, () -> remarks.add(e.getMessage()));
      }
    }
    for (Path path : certificates) {
      try {
        UserCertificate certificate = UserCertificate.file(path);
        if (identities.stream().noneMatch(it -> it.isOf(certificate))) {
          identities.add(SshIdentity.ofAgent(certificate));
        }
        identities.replaceAll(it -> it.isOf(certificate) ? it.withCertificate(certificate) : it);
      } catch (IllegalArgumentException e) {
        remarks.add(e.getMessage());
      }
    }
    return new SshKeys(identities, agentSocket, alsoOfAgent, remarks);
  }
}
