package dev.provision.transport;

import java.util.Collection;
import java.util.List;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** The ways to log in: the key that was given and no other, else those of the agent. */
final class SshLogin {
  private SshLogin() {}

  /**
   * What to try, in this order.
   *
   * @throws UnreachableException when there is no key at all
   */
  static List<AuthMethod> methods(SshTarget hop, SshOptions options) {
    if (options.identity().isPresent()) {
      return List.of(new KeyLogin(options.identity().get().keys()));
    }
    throw new UnreachableException(
        hop + ": no key to log in with; give one with --identity, or start an ssh-agent");
  }

  /** The host took none of them. */
  static UnreachableException refused(
      SshTarget hop, SshOptions options, Collection<String> allowed, UserAuthException cause) {
    String tried = options.identity().map(SshIdentity::label).orElse("the keys of ssh-agent");
    return new UnreachableException(
        "%s: did not let us in with %s (it allows: %s)"
            .formatted(hop, tried, HostText.line(String.join(", ", allowed))),
        cause);
  }
}
