package dev.provision.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys of containers.conf that the profile has no key of its own for. */
final class ExtraRules {
  private static final KeyPath EXTRA = KeyPath.of("containers", "extra");

  /** Where the profile has a key of its own. */
  static final Map<String, String> MODELLED = modelled();

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "containers.cgroups", List.of("disabled", "enabled", "no-conmon", "split"),
          // podman 4 knows bind besides, podman 5 calls it anonymous: it is the default of both.
          "engine.image_volume_mode", List.of("ignore", "tmpfs"),
          "engine.pull_policy", List.of("always", "missing", "never", "newer"),
          "engine.lock_type", List.of("file", "shm"),
          "network.default_rootless_network_cmd", List.of("pasta", "slirp4netns"));

  private ExtraRules() {}

  private static Map<String, String> modelled() {
    var keys = new HashMap<String, String>();
    keys.put("containers.default_ulimits", "containers.ulimits");
    keys.put("containers.log_driver", "containers.log-driver");
    keys.put("containers.mounts", "containers.mounts");
    keys.put("containers.pids_limit", "containers.pids-limit");
    keys.put("containers.volumes", "containers.volumes");
    keys.put("engine.cgroup_manager", "containers.cgroup-manager");
    keys.put("engine.compose_providers", "containers.compose-providers");
    keys.put("engine.compose_warning_logs", "containers.compose-warning-logs");
    keys.put("engine.events_logger", "containers.events-logger");
    keys.put("engine.retry", "containers.retry");
    keys.put("engine.retry_delay", "containers.retry-delay");
    keys.put("engine.runtime", "containers.runtime");
    keys.put("network.network_backend", "containers.network-backend");
    return Map.copyOf(keys);
  }

  static void check(Profile profile, Problems problems) {
    profile
        .containers()
        .extra()
        .forEach(
            (table, values) -> {
              KeyPath at = EXTRA.key(table);
              if (!ContainersConf.TABLES.contains(table)) {
                problems.add(
                    at,
                    "containers.conf has no such table, and podman ignores it silently",
                    Nearest.remedy(table, ContainersConf.TABLES));
                return;
              }
              values.forEach((key, value) -> checkKey(table, key, value, at.key(key), problems));
            });
    checkEnvironment(profile, problems);
  }

  private static void checkKey(
      String table, String key, Object value, KeyPath at, Problems problems) {
    String name = table + "." + key;
    if (MODELLED.containsKey(name)) {
      problems.add(at, "the profile has a key of its own for this", "use " + MODELLED.get(name));
      return;
    }
    if (tellForbidden(key, at, problems)) {
      return;
    }
    ContainersConf conf = ContainersConf.known();
    Set<String> tables = conf.tablesOf(key);
    if (!tables.isEmpty() && !tables.contains(table)) {
      problems.add(
          at,
          "belongs to another table, and podman ignores it here",
          "move it to containers.extra." + tables.iterator().next());
      return;
    }
    Optional<ContainersConf.Type> wrong =
        conf.type(table, key).filter(type -> !type.accepts(value));
    if (wrong.isPresent()) {
      problems.add(
          at,
          "must be " + wrong.get().noun() + ", or every podman command fails",
          "write " + wrong.get().noun());
      return;
    }
    ExtraValues.remedy(table, key, value)
        .ifPresent(remedy -> problems.add(at, "makes podman fail as it is", "write " + remedy));
    List<String> words = WORDS.get(name);
    if (words != null && value instanceof String word && !words.contains(word)) {
      problems.add(
          at, Quoted.value(word) + " makes podman fail", "use one of " + String.join(", ", words));
    }
  }

  /** Keys that do harm or nothing in every version, in whatever table. */
  private static boolean tellForbidden(String key, KeyPath at, Problems problems) {
    switch (key) {
      case "image_default_format", "image_build_format" ->
          problems.add(
              at, "no podman acts on it (podman#29757)", "use containers.image-format instead");
      case "database_backend" ->
          problems.add(
              at,
              "podman chooses its database by itself; boltdb is an error in podman 5",
              "remove it");
      case "helper_binaries_dir" ->
          problems.add(
              at,
              "replaces the whole list, and podman then does not find netavark",
              "remove it, or link the programs into /usr/local/libexec/podman");
      case "signature_policy_path" ->
          problems.add(at, "podman does not read it", "use the section policy");
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void checkEnvironment(Profile profile, Problems problems) {
    Object environment = profile.containers().extra().getOrDefault("engine", Map.of()).get("env");
    if (!(environment instanceof List<?> list)) {
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      KeyPath at = EXTRA.key("engine").key("env").at(i);
      String entry = String.valueOf(list.get(i));
      int equals = entry.indexOf('=');
      if (equals < 1 || !Format.VARIABLE.matches(entry.substring(0, equals))) {
        problems.add(at, Quoted.value(entry) + " is not a variable", "write NAME=VALUE");
      } else if (entry.startsWith("BUILDAH_FORMAT=")) {
        problems.add(
            at, "the profile has a key of its own for this", "use containers.image-format");
      }
    }
  }
}
