package dev.provision.containers.pull;

import dev.provision.containers.PodmanVersion;
import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.registries.RegistriesConf;
import java.util.List;
import java.util.Optional;

/**
 * What podman does with a name as a Dockerfile or a pipeline has it.
 *
 * @param expansion what it means for podman and the docker wrapper
 * @param pulls one for each meaning, tried in turn: where one fails, the next is asked
 * @param socket the same for a client of the docker API, where that differs
 */
public record Explanation(
    String written, Expansion expansion, List<Pull> pulls, Optional<Explanation> socket) {
  public Explanation {
    pulls = List.copyOf(pulls);
  }

  /** Explains one name. */
  public static Explanation of(
      RegistriesConf conf, PolicyFile policy, PodmanVersion podman, String written) {
    Expansion expansion = Expansion.of(conf, written);
    Expansion hub = Expansion.ofHub(written);
    boolean other = podman.atLeast(4, 0) && !hub.names().equals(expansion.names());
    return new Explanation(
        written,
        expansion,
        pulls(conf, policy, expansion),
        Optional.of(new Explanation(written, hub, pulls(conf, policy, hub), Optional.empty()))
            .filter(it -> other));
  }

  private static List<Pull> pulls(RegistriesConf conf, PolicyFile policy, Expansion expansion) {
    return expansion.names().stream().map(it -> Pull.of(conf, policy, it)).toList();
  }

  /** Whether no meaning of it can be used, neither here nor over the socket. */
  public boolean denied() {
    return pulls.stream().noneMatch(Pull::possible)
        || socket.filter(Explanation::denied).isPresent();
  }
}
