package dev.provision.profile;

import dev.provision.containers.PodmanVariables;
import java.util.Map;

/** The variables of steps, which must survive two files and sudo. */
final class EnvironmentRules {
  private static final KeyPath ENVIRONMENT = KeyPath.of("agent", "environment");

  private EnvironmentRules() {}

  static void check(Profile profile, Problems problems) {
    Agent agent = profile.agent();
    for (Map.Entry<String, String> variable : agent.environment().entrySet()) {
      KeyPath at = ENVIRONMENT.key(variable.getKey());
      checkName(variable.getKey(), variable.getValue(), profile, at, problems);
      if (agent.etcEnvironment()) {
        new EtcEnvironmentLine(variable.getKey(), variable.getValue())
            .fault()
            .ifPresent(
                reason ->
                    problems.add(
                        at, reason, "change the value, or set agent.etc-environment = false"));
      }
    }
  }

  private static void checkName(
      String name, String value, Profile profile, KeyPath at, Problems problems) {
    LostVariables.name(name).ifPresent(reason -> problems.add(at, reason, remedy(name)));
    LostVariables.value(name, value)
        .ifPresent(reason -> problems.add(at, reason, "write another value, or remove it"));
    String derived = StepVariables.derived(profile).get(name);
    boolean switches = PodmanVariables.NAMES.contains(name) || name.equals("XDG_CONFIG_HOME");
    if (switches && derived == null) {
      problems.add(
          at,
          name + " makes podman ignore files that this profile writes",
          "remove it, and use the sections of the profile");
    }
    if (derived != null && !derived.equals(value)) {
      problems.add(
          at,
          "follows from agent.uid and is " + Quoted.value(derived),
          "remove it, or change agent.uid");
    }
    String format =
        profile.containers().imageFormat().map(Containers.ImageFormat::buildahFormat).orElse(value);
    if (name.equals("BUILDAH_FORMAT") && !format.equals(value)) {
      problems.add(
          at, "contradicts containers.image-format, which is " + format, "remove one of the two");
    }
  }

  private static String remedy(String name) {
    return name.equals("PATH")
        ? "remove it, and put commands into /usr/local/bin"
        : "remove it, and set it in the pipeline where a step needs it";
  }
}
