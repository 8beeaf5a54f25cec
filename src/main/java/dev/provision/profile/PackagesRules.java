package dev.provision.profile;

import java.util.List;
import java.util.Map;

/** The packages that the rest of the profile needs, and those that exclude each other. */
final class PackagesRules {
  private static final KeyPath INSTALL = KeyPath.of("packages", "install");

  /** Debian's podman only recommends the last two. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "podman", "everything here is about it",
          "uidmap", "rootless podman maps ids with newuidmap",
          "dbus-user-session", "it makes the bus that DBUS_SESSION_BUS_ADDRESS names");

  /** podman-docker conflicts with each of these; Debian 13's control file. */
  private static final List<String> DOCKER = List.of("docker.io", "docker-cli", "docker-ce-cli");

  private PackagesRules() {}

  static void check(Profile profile, Problems problems) {
    Map<String, String> install = profile.packages().install();
    NEEDED.keySet().stream()
        .sorted()
        .filter(name -> !install.containsKey(name))
        .forEach(name -> missing(name, NEEDED.get(name), problems));
    if (!profile.agent().acl().isEmpty() && !install.containsKey("acl")) {
      missing("acl", "agent.acl is set with setfacl", problems);
    }
    checkNetwork(profile, problems);
    for (String name : DOCKER) {
      if (install.containsKey(name) && install.containsKey("podman-docker")) {
        problems.add(
            INSTALL.key(name), "podman-docker conflicts with " + name, "remove one of the two");
      }
    }
  }

  private static void missing(String name, String reason, Problems problems) {
    problems.add(INSTALL, name + " is missing: " + reason, "add " + name + " = \"*\"");
  }

  /** podman 5 uses pasta unless told otherwise, older podman slirp4netns; podman-network(1). */
  private static void checkNetwork(Profile profile, Problems problems) {
    Map<String, String> install = profile.packages().install();
    if (install.containsKey("passt")) {
      return;
    }
    Object command =
        profile
            .containers()
            .extra()
            .getOrDefault("network", Map.of())
            .get("default_rootless_network_cmd");
    if (!install.containsKey("slirp4netns")) {
      missing("slirp4netns", "rootless containers have no network without it or passt", problems);
    } else if (!"slirp4netns".equals(command)) {
      problems.add(
          INSTALL,
          "passt is missing: podman 5 uses it for the network of rootless containers",
          "add passt = \"*\", or set"
              + " containers.extra.network.default_rootless_network_cmd = \"slirp4netns\"");
    }
  }
}
