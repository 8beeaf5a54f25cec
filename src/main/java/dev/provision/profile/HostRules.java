package dev.provision.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The docker command and socket, podman's unit, and the kernel. */
final class HostRules {
  /** Debian's sudoers, secure_path. */
  private static final Set<String> SECURE_PATH =
      Set.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  /** systemd.resource-control(5), as far as cgroup v2 has them. */
  private static final List<String> CONTROLLERS = List.of("cpu", "cpuset", "io", "memory", "pids");

  private static final int LONGEST_SOCKET = 107;

  private static final Pattern NUMBER = Pattern.compile("[+-]?(?:0[xX][0-9A-Fa-f]+|[0-9]+)");
  private static final Pattern PLAIN_NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

  private HostRules() {}

  static void check(Profile profile, Problems problems) {
    checkWrapper(profile, problems);
    profile.docker().socket().ifPresent(socket -> checkLink(socket, problems));
    checkSocket(profile, problems);
    checkKernel(profile.kernel(), problems);
  }

  private static void checkWrapper(Profile profile, Problems problems) {
    KeyPath at = KeyPath.of("docker", "wrapper");
    String wrapper = profile.docker().wrapper().orElse("/usr/local/bin/docker");
    String folder = wrapper.substring(0, wrapper.lastIndexOf('/'));
    if (!wrapper.endsWith("/docker") || !SECURE_PATH.contains(folder)) {
      problems.add(
          at,
          "no step finds a docker command at " + wrapper + ": sudo's secure_path decides",
          "use /usr/local/bin/docker");
    } else if (!wrapper.startsWith("/usr/local/")) {
      problems.add(
          at,
          "the packages podman-docker and docker-cli overwrite " + wrapper + " without asking",
          "use /usr/local/bin/docker");
    }
  }

  /** The link is made with L+ of tmpfiles.d(5), which replaces whatever is there. */
  private static void checkLink(String link, Problems problems) {
    KeyPath at = KeyPath.of("docker", "socket");
    boolean taken =
        link.startsWith("/run/user/")
            || link.startsWith("/run/podman/")
            || link.startsWith("/run/systemd/");
    if (!link.startsWith("/run/") || taken) {
      problems.add(
          at,
          link + " is not a place for the link, which replaces whatever is there",
          "use /run/docker.sock; /var/run is a link to /run");
    } else if (link.length() > LONGEST_SOCKET) {
      problems.add(
          at,
          "is longer than " + LONGEST_SOCKET + " characters, the most that unix(7) takes",
          "use /run/docker.sock");
    }
  }

  private static void checkSocket(Profile profile, Problems problems) {
    Socket socket = profile.socket();
    if (socket.enabled() && !profile.agent().linger()) {
      problems.add(
          KeyPath.of("agent", "linger"),
          "podman.socket is enabled, and nothing but linger starts it",
          "set agent.linger = true, or socket.enabled = false");
    }
    KeyPath delegate = KeyPath.of("socket", "delegate");
    for (int i = 0; i < socket.delegate().size(); i++) {
      String controller = socket.delegate().get(i);
      if (!CONTROLLERS.contains(controller)) {
        problems.add(
            delegate.at(i),
            "cgroup v2 has no controller " + Quoted.value(controller) + " to delegate",
            Nearest.remedy(controller, CONTROLLERS));
      }
    }
    Rules.refuseRepeats(socket.delegate(), delegate, problems);
  }

  private static void checkKernel(Kernel kernel, Problems problems) {
    Rules.refuseRepeats(kernel.modules(), KeyPath.of("kernel", "modules"), problems);
    for (Map.Entry<String, String> parameter : kernel.sysctl().entrySet()) {
      boolean closes =
          parameter.getKey().equals("user.max_user_namespaces")
              || parameter.getKey().equals("kernel.unprivileged_userns_clone");
      if (closes && parameter.getValue().equals("0")) {
        problems.add(
            KeyPath.of("kernel", "sysctl").key(parameter.getKey()),
            "0 forbids user namespaces, which rootless podman is made of",
            "remove it");
      }
      checkNumbers(
          parameter.getValue(), KeyPath.of("kernel", "sysctl").key(parameter.getKey()), problems);
    }
  }

  /** The kernel reads C's numbers and prints plain ones; kernel/sysctl.c, proc_get_long. */
  private static void checkNumbers(String value, KeyPath at, Problems problems) {
    List<String> words = List.of(value.split(" +"));
    boolean numbers = words.stream().allMatch(NUMBER.asMatchPredicate());
    if (numbers && !words.stream().allMatch(PLAIN_NUMBER.asMatchPredicate())) {
      problems.add(
          at,
          Quoted.value(value) + " is not how the kernel prints it, so it would differ for ever",
          "write " + plain(words).orElse("plain decimal numbers"));
    }
  }

  private static Optional<String> plain(List<String> words) {
    try {
      return Optional.of(
          words.stream()
              .map(word -> Long.decode(word).toString())
              .collect(Collectors.joining(" ", "\"", "\"")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
