package dev.provision.profile;

import java.util.Map;
import java.util.Set;

/** The variables of steps, which must survive two files and sudo. */
final class EnvironmentRules {
  private static final KeyPath ENVIRONMENT = KeyPath.of("agent", "environment");

  /** Make podman read other files than the ones that the profile writes; containers.conf(5). */
  private static final Set<String> SWITCHES_FILES_OFF =
      Set.of(
          "CONTAINERS_CONF",
          "CONTAINERS_CONF_OVERRIDE",
          "CONTAINERS_POLICY_JSON",
          "CONTAINERS_REGISTRIES_CONF",
          "CONTAINERS_REGISTRIES_CONF_OVERRIDE",
          "CONTAINERS_STORAGE_CONF",
          "REGISTRIES_CONFIG_PATH",
          "STORAGE_DRIVER",
          "STORAGE_OPTS",
          "XDG_CONFIG_HOME");

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
    if (name.equals("PATH")) {
      problems.add(
          at,
          "no PATH set here reaches a step: sudo's secure_path wins",
          "remove it, and put commands into /usr/local/bin");
    }
    if (SWITCHES_FILES_OFF.contains(name)) {
      problems.add(
          at,
          name + " makes podman ignore files that this profile writes",
          "remove it, and use the sections of the profile");
    }
    String derived = StepVariables.derived(profile).get(name);
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
}
