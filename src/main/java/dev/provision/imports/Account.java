package dev.provision.imports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account that the agent runs as; passwd(5).
 *
 * @param group the name of its own group
 * @param groups all groups that it is in, its own too
 */
record Account(
    String name, long uid, long gid, String home, String shell, String group, List<String> groups) {
  /** Empty when there is none. */
  static Optional<Account> of(FoundHost host) {
    String[] entry = host.fact("passwd").split(":", -1);
    if (entry.length < 7 || !isNumber(entry[2]) || !isNumber(entry[3])) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(
            entry[0],
            Long.parseLong(entry[2]),
            Long.parseLong(entry[3]),
            entry[5],
            entry[6],
            host.fact("group").split(":", -1)[0],
            Stream.of(host.fact("groups").strip().split("\\s+"))
                .filter(it -> !it.isEmpty())
                .toList()));
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,10}");
  }

  /** What stands below its home. */
  String in(String path) {
    return home + "/" + path;
  }

  /** Its podman's socket; podman-system-service(1). */
  String socket() {
    return "/run/user/" + uid + "/podman/podman.sock";
  }
}
