package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.EtcEnvironmentLine;
import dev.provision.profile.Profile;
import dev.provision.profile.StepVariables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The variables that a pipeline step must see. The scale set's start script sources {@code
 * /etc/profile.d/agent_env_vars.sh} as root and hands its <em>exports</em> on; there is no login,
 * so nothing else sets them. Without XDG_RUNTIME_DIR the command line and the socket use two run
 * roots that do not see each other's containers.
 *
 * @param variables sorted by name
 * @param etcEnvironmentLines what /etc/environment shall have of them, among the lines of others;
 *     none when the profile does not want it
 */
public record StepEnvironment(List<Variable> variables, List<String> etcEnvironmentLines) {

  public StepEnvironment {
    variables = List.copyOf(variables);
    etcEnvironmentLines = List.copyOf(etcEnvironmentLines);
  }

  /** One exported variable. */
  public record Variable(String name, String value) {}

  /** The environment of a profile's steps for one podman, or for one that is not installed yet. */
  public static StepEnvironment of(Profile profile, Optional<PodmanVersion> podman) {
    return of(profile, new Target(profile.name(), podman));
  }

  static StepEnvironment of(Profile profile, Target target) {
    var all = new TreeMap<String, String>(StepVariables.of(profile));
    buildahFormat(profile, target).ifPresent(format -> all.putIfAbsent("BUILDAH_FORMAT", format));
    List<Variable> variables =
        all.entrySet().stream()
            .map(entry -> new Variable(entry.getKey(), entry.getValue()))
            .toList();
    return new StepEnvironment(
        variables, profile.agent().etcEnvironment() ? lines(variables) : List.of());
  }

  /**
   * /etc/environment is everybody's: another account's programs keep their own settings. Values
   * that it cannot carry are problems of the profile.
   */
  private static List<String> lines(List<Variable> variables) {
    return variables.stream()
        .filter(variable -> !variable.name().equals("XDG_CONFIG_HOME"))
        .map(variable -> new EtcEnvironmentLine(variable.name(), variable.value()))
        .filter(line -> line.fault().isEmpty())
        .map(EtcEnvironmentLine::text)
        .toList();
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
}
