package dev.provision.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of containers.conf that make every podman command fail. */
final class ContainersRules {
  private static final KeyPath CONTAINERS = KeyPath.of("containers");

  /** docker/go-units, ulimit.go. */
  private static final Set<String> ULIMITS =
      new TreeSet<>(
          List.of(
              "core",
              "cpu",
              "data",
              "fsize",
              "locks",
              "memlock",
              "msgqueue",
              "nice",
              "nofile",
              "nproc",
              "rss",
              "rtprio",
              "rttime",
              "sigpending",
              "stack"));

  private static final Pattern ULIMIT =
      Pattern.compile("([a-z]+)=(-1|[0-9]{1,18})(?::(-1|[0-9]{1,18}))?");

  /** Names of podman's built-in table of runtimes; containers/common, pkg/config/default.go. */
  private static final List<String> RUNTIMES =
      List.of(
          "crun",
          "crun-vm",
          "crun-wasm",
          "kata",
          "krun",
          "ocijail",
          "runc",
          "runj",
          "runsc",
          "youki");

  private ContainersRules() {}

  static void check(Profile profile, Problems problems) {
    Containers containers = profile.containers();
    checkUlimits(containers.ulimits(), problems);
    Rules.refuseRepeats(
        containers.composeProviders(), CONTAINERS.key("compose-providers"), problems);
    containers
        .runtime()
        .filter(runtime -> !runtime.startsWith("/") && !RUNTIMES.contains(runtime))
        .ifPresent(
            runtime ->
                problems.add(
                    CONTAINERS.key("runtime"),
                    "podman knows no runtime " + Quoted.value(runtime),
                    Nearest.remedy(runtime, RUNTIMES)));
    boolean cni = containers.networkBackend().filter("cni"::equals).isPresent();
    if (cni && MinimumPodman.isAtLeast(profile, 5, 0)) {
      problems.add(
          CONTAINERS.key("network-backend"),
          "podman 5 is built without cni, and the profile asks for podman 5",
          "use netavark");
    }
  }

  private static void checkUlimits(List<String> ulimits, Problems problems) {
    var names = new ArrayList<String>();
    for (int i = 0; i < ulimits.size(); i++) {
      String ulimit = ulimits.get(i);
      KeyPath at = CONTAINERS.key("ulimits").at(i);
      Matcher matcher = ULIMIT.matcher(ulimit);
      if (!matcher.matches()) {
        problems.add(
            at,
            Quoted.value(ulimit) + " is not a limit, and every podman command then fails",
            "write NAME=SOFT:HARD, such as nofile=10000:20000");
        continue;
      }
      String name = matcher.group(1);
      if (!ULIMITS.contains(name)) {
        problems.add(at, "there is no limit " + Quoted.value(name), Nearest.remedy(name, ULIMITS));
      }
      if (names.contains(name)) {
        problems.add(at, name + " is limited twice", "remove one of the two");
      }
      names.add(name);
      checkOrder(matcher, at, problems);
    }
  }

  private static void checkOrder(Matcher matcher, KeyPath at, Problems problems) {
    long soft = Long.parseLong(matcher.group(2));
    long hard = matcher.group(3) == null ? soft : Long.parseLong(matcher.group(3));
    boolean above = hard != -1 && (soft == -1 || soft > hard);
    if (above) {
      problems.add(at, "the soft limit is above the hard limit", "write the smaller number first");
    }
  }
}
