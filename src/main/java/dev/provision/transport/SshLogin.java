package dev.provision.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.SSHException;

/** The ways to log in: the keys that were given and, where none other is wanted, no other. */
final class SshLogin {
  private static final String NO_KEY =
      "; give one with --identity, or load one into an ssh-agent (ssh-add)";

  private final SshTarget hop;
  private final SshKeys keys;
  private final List<SignedLogin> methods = new ArrayList<>();
  private final List<String> tried = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * Looks which keys there are.
   *
   * @throws UnreachableException when there is none at all
   */
  SshLogin(SshTarget hop, SshKeys keys) {
    this.hop = hop;
    this.keys = keys;
    List<AgentSigner> held = held();
    for (SshIdentity identity : keys.identities()) {
      signer(identity, held)
          .ifPresentOrElse(
              signer -> add(identity, signer),
              () ->
                  remarks.add(
                      identity.label()
                          + ": without a passphrase there is no such private key, and no ssh-agent"
                          + " holds it; load it into one (ssh-add)"));
      remarks.addAll(identity.remarks());
    }
    remarks.addAll(keys.remarks());
    if (keys.alsoOfAgent()) {
      held.stream()
          .filter(it -> keys.identities().stream().noneMatch(own -> isOf(own, it)))
          .forEach(it -> add(it.key().blob(), it, false));
    }
    if (methods.isEmpty()) {
      throw new UnreachableException(
          keys.alsoOfAgent() && keys.identities().isEmpty() && keys.agentSocket().isPresent()
              ? "%s: the ssh-agent at %s holds no key%s%s"
                  .formatted(hop, keys.agentSocket().get(), NO_KEY, said())
              : hop + ": no key to log in with" + NO_KEY + said());
    }
  }

  /** What to try, in this order. */
  List<SignedLogin> methods() {
    return List.copyOf(methods);
  }

  /** The host took none of them. */
  UnreachableException refused(Collection<String> allowed, SSHException cause) {
    var ways = new ArrayList<String>();
    if (!tried.isEmpty()) {
      ways.add("the key " + String.join(", ", tried));
    }
    if (keys.alsoOfAgent() && keys.agentSocket().isPresent()) {
      ways.add("any key of the ssh-agent");
    }
    String methods =
        allowed.isEmpty() ? "" : " (it allows: " + HostText.line(String.join(", ", allowed)) + ")";
    return new UnreachableException(
        "%s: the host did not let us in with %s%s%s"
            .formatted(hop, String.join(" or ", ways), methods, said()),
        cause);
  }

  private String said() {
    return remarks.isEmpty() ? "" : "; " + String.join("; ", remarks);
  }

  private void add(SshIdentity identity, KeySigner signer) {
    Instant now = Instant.now();
    for (UserCertificate certificate : identity.certificates()) {
      add(certificate.blob(), signer, certificate.isCurrent(now));
      remarks.add(
          "its certificate %s %s"
              .formatted(certificate.label(), certificate.doubt(hop.user(), now)));
    }
    add(identity.blob(), signer, false);
    tried.add(identity.label());
  }

  private void add(byte[] blob, KeySigner signer, boolean likely) {
    try {
      methods.add(new PublicKeyLogin(blob, signer, likely));
    } catch (IOException e) {
      throw new IllegalStateException("a key without a type", e);
    }
  }

  private static Optional<KeySigner> signer(SshIdentity identity, List<AgentSigner> held) {
    return identity
        .key()
        .<KeySigner>map(FileSigner::new)
        .or(() -> held.stream().filter(it -> isOf(identity, it)).findFirst());
  }

  private static boolean isOf(SshIdentity identity, AgentSigner held) {
    return Arrays.equals(identity.blob(), held.key().blob());
  }

  /** The keys of the agent, where they are wanted. */
  private List<AgentSigner> held() {
    boolean isOnlyWay = keys.identities().stream().allMatch(it -> it.key().isEmpty());
    boolean isWanted =
        keys.alsoOfAgent() || keys.identities().stream().anyMatch(it -> it.key().isEmpty());
    if (!isWanted) {
      return List.of();
    }
    if (keys.agentSocket().isEmpty()) {
      if (keys.alsoOfAgent() && isOnlyWay) {
        remarks.add("SSH_AUTH_SOCK is not set");
      }
      return List.of();
    }
    Path socket = keys.agentSocket().get();
    var held = new ArrayList<AgentSigner>();
    try {
      SshAgent agent = new SshAgent(socket);
      for (SshAgent.Key key : agent.keys()) {
        if (!key.type().startsWith("ssh-dss")) {
          held.add(new AgentSigner(agent, key));
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      String trouble =
          "the ssh-agent at %s cannot be used: %s"
              .formatted(socket, HostText.line(String.valueOf(e.getMessage())));
      if (isOnlyWay) {
        throw new UnreachableException(hop + ": " + trouble, e);
      }
      remarks.add(trouble);
    }
    return held;
  }
}
