package dev.provision.profile;

import java.util.List;
import java.util.Map;

/** Packages that the rest of the profile needs, and those that exclude each other. */
final class PackagesRules {
  private static final KeyPath INSTALL = KeyPath.of("packages", "install");

  /** podman-docker conflicts with each of these; Debian 13's control file. */
  private static final List<String> DOCKER = List.of("docker.io", "docker-cli", "docker-ce-cli");

  private PackagesRules() {}

  static void check(Profile profile, Problems problems) {
    Map<String, String> install = profile.packages().install();
    for (String name : DOCKER) {
      if (install.containsKey(name) && install.containsKey("podman-docker")) {
        problems.add(
            INSTALL.key(name), "podman-docker conflicts with " + name, "remove one of the two");
      }
    }
    Object network =
        profile
            .containers()
            .extra()
            .getOrDefault("network", Map.of())
            .get("default_rootless_network_cmd");
    if ("pasta".equals(network) && !install.containsKey("passt")) {
      problems.add(
          KeyPath.of("containers", "extra", "network", "default_rootless_network_cmd"),
          "pasta is in the package passt, which is not installed",
          "add passt = \"*\" to packages.install, or use slirp4netns");
    }
  }
}
