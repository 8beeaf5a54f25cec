package dev.provision.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.schmizz.sshj.common.SSHException;

/** The ways to log in: the key that was given and no other, else those of the agent. */
final class SshLogin {
  private static final String NO_KEY =
      "; give one with --identity, or load one into an ssh-agent (ssh-add)";

  private SshLogin() {}

  /**
   * What to try, in this order.
   *
   * @throws UnreachableException when there is no key at all
   */
  static List<SignedLogin> methods(SshTarget hop, SshOptions options) {
    if (options.identity().isPresent()) {
      return List.of(new KeyLogin(options.identity().get().keys()));
    }
    Path socket =
        options
            .agentSocket()
            .orElseThrow(
                () ->
                    new UnreachableException(
                        hop + ": no key to log in with, and SSH_AUTH_SOCK is not set" + NO_KEY));
    List<SignedLogin> methods = new ArrayList<>();
    try {
      SshAgent agent = new SshAgent(socket);
      for (SshAgent.Key key : agent.keys()) {
        if (!key.type().startsWith("ssh-dss")) {
          methods.add(new AgentLogin(agent, key));
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new UnreachableException(
          "%s: the ssh-agent at %s cannot be used: %s"
              .formatted(hop, socket, HostText.line(String.valueOf(e.getMessage()))),
          e);
    }
    if (methods.isEmpty()) {
      throw new UnreachableException(
          "%s: the ssh-agent at %s holds no key%s".formatted(hop, socket, NO_KEY));
    }
    return methods;
  }

  /** The host took none of them. */
  static UnreachableException refused(
      SshTarget hop, SshOptions options, Collection<String> allowed, SSHException cause) {
    String tried =
        options
            .identity()
            .map(identity -> "the key " + identity.label())
            .orElse("any key of the ssh-agent");
    String methods =
        allowed.isEmpty() ? "" : " (it allows: " + HostText.line(String.join(", ", allowed)) + ")";
    return new UnreachableException(
        "%s: the host did not let us in with %s%s".formatted(hop, tried, methods), cause);
  }
}
