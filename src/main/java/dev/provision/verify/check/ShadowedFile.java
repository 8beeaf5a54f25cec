package dev.provision.verify.check;

import java.util.Comparator;
import java.util.Map;

/** What a file or variable of an account takes the place of. */
final class ShadowedFile {
  /** By what a path contains; the longest that fits counts. */
  private static final Map<String, String> FILES =
      Map.of(
          "/policy.json", "wins over /etc/containers/policy.json: the profile's policy is off",
          "/registries.conf.d/", "wins over /etc/containers/registries.conf where both speak",
          "/registries.rootless.conf.d/",
              "wins over /etc/containers/registries.conf where both speak, from podman 6 on",
          "/registries.conf", "wins over /etc/containers/registries.conf: all redirects are off",
          "/containers.conf", "wins over /etc/containers/containers.conf where both speak",
          "/storage.conf", "changes where images live",
          "/systemd/user/", "changes how podman's socket is served");

  /** By the beginning of the name; the longest that fits counts. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "CONTAINERS_CONF", "names the only containers.conf that podman reads",
          "CONTAINERS_CONF_OVERRIDE", "names a file that wins over every containers.conf",
          "CONTAINERS_REGISTRIES_CONF", "names the registries.conf that podman reads",
          "REGISTRIES_CONFIG_PATH", "names the registries.conf that podman reads",
          "CONTAINERS_STORAGE_CONF", "names the storage.conf that podman reads",
          "CONTAINERS_POLICY_JSON", "names the policy that podman 6 reads",
          "STORAGE_", "wins over storage.conf",
          "CONTAINER_", "sends podman to another service",
          "XDG_CONFIG_HOME", "names the folder where podman looks for files that win");

  private ShadowedFile() {}

  static String effect(String path) {
    return FILES.entrySet().stream()
        .filter(entry -> path.contains(entry.getKey()))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getValue)
        .orElse("wins over the system's file");
  }

  static String effectOfVariable(String name) {
    return VARIABLES.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getValue)
        .orElse("wins over the system's files");
  }
}
