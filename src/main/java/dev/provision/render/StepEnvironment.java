package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables that a pipeline step must see. The scale set's start script sources {@code
 * /etc/profile.d/agent_env_vars.sh} as root and hands its <em>exports</em> on; there is no login,
 * so nothing else sets them. Without XDG_RUNTIME_DIR the command line and the socket use two run
 * roots that do not see each other's containers.
 *
 * @param variables sorted by name; the profile's own win over the derived ones
 * @param etcEnvironment the same for /etc/environment, or empty when the profile does not want it
 */
public record StepEnvironment(List<Variable> variables, EtcEnvironment etcEnvironment) {

  /** One exported variable. */
  public record Variable(String name, String value) {}

  /** The environment of a profile's steps for one podman, or for one that is not installed yet. */
  public static StepEnvironment of(Profile profile, Optional<PodmanVersion> podman) {
    return of(profile, new Target(profile.name(), podman));
  }

  static StepEnvironment of(Profile profile, Target target) {
    Map<String, String> all = new TreeMap<>(derived(profile, target));
    all.putAll(profile.agent().environment());
    List<Variable> variables =
        all.entrySet().stream()
            .map(entry -> new Variable(entry.getKey(), entry.getValue()))
            .toList();
    boolean wanted = profile.agent().etcEnvironment();
    return new StepEnvironment(
        variables, EtcEnvironment.of(wanted ? ofEveryLogin(variables) : List.of()));
  }

  /** /etc/environment is everybody's: another account's programs keep their own settings. */
  private static List<Variable> ofEveryLogin(List<Variable> variables) {
    return variables.stream().filter(it -> !it.name().equals("XDG_CONFIG_HOME")).toList();
  }

  private static Map<String, String> derived(Profile profile, Target target) {
    Agent agent = profile.agent();
    var variables = new TreeMap<>(agent.derivedEnvironment());
    if (!profile.socket().enabled()) {
      variables.keySet().removeAll(Set.of("DOCKER_HOST", "DOCKER_SOCK"));
    }
    buildahFormat(profile, target).ifPresent(format -> variables.put("BUILDAH_FORMAT", format));
    return variables;
  }

  /** podman 3.4 does not hand {@code [engine] env} to its builds: it needs the real variable. */
  static Optional<String> buildahFormat(Profile profile, Target target) {
    return target.takes(ContainersConf.ENGINE_ENV)
        ? Optional.empty()
        : profile.containers().imageFormat().map(format -> format.buildahFormat());
  }

  /** The variables as a map, for those who check what a step sees. */
  public Map<String, String> toMap() {
    var map = new TreeMap<String, String>();
    variables.forEach(variable -> map.put(variable.name(), variable.value()));
    return map;
  }

  /** The lines that /etc/environment shall have, among those of others. */
  public List<String> etcEnvironmentLines() {
    return etcEnvironment.lines();
  }
}
