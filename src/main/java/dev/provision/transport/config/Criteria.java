package dev.provision.transport.config;

import dev.provision.transport.Wildcard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the block that a Host or Match line begins is for a host, see ssh_config(5). */
final class Criteria {
  private Criteria() {}

  /**
   * What is known of the host at that line.
   *
   * @param original as it was asked for
   * @param host as HostName has made it by then
   * @param user who logs in, by then
   */
  record Known(String original, String host, String user) {}

  /** {@code Host PATTERN...}: one must match, and none of those with an exclamation mark. */
  static boolean host(ConfigLine line, String original) {
    boolean matches = false;
    if (line.arguments().isEmpty()) {
      throw line.invalid("names no pattern", "write one");
    }
    for (String argument : line.arguments()) {
      boolean isNegated = argument.startsWith("!");
      if (Wildcard.matches(isNegated ? argument.substring(1) : argument, original)) {
        if (isNegated) {
          return false;
        }
        matches = true;
      }
    }
    return matches;
  }

  /**
   * {@code Match CRITERION...}: all must hold.
   *
   * @throws InvalidSshConfigException when the built-in SSH cannot tell, or it is malformed
   */
  static boolean match(ConfigLine line, Known known) {
    var words = new Words(line.text());
    boolean matches = true;
    int count = 0;
    Optional<String> word;
    while ((word = words.next()).isPresent() && !word.get().startsWith("#")) {
      boolean isNegated = word.get().startsWith("!");
      String name = word.get().substring(isNegated ? 1 : 0).toLowerCase(Locale.ROOT);
      if (name.equals("all")) {
        if (count > 1 || words.next().filter(more -> !more.startsWith("#")).isPresent()) {
          throw line.invalid("has all beside other criteria", "write all alone");
        }
        return matches && !isNegated;
      }
      count++;
      if (!List.of("host", "originalhost", "user").contains(name)) {
        if (matches) {
          throw line.unsupported("has the criterion " + name);
        }
        // It cannot change the answer any more.
        return false;
      }
      String patterns =
          words
              .next()
              .filter(it -> !it.isEmpty() && !it.startsWith("#"))
              .orElseThrow(() -> line.invalid("has no pattern for " + name, "write one"));
      matches &= holds(name, patterns, known) != isNegated;
    }
    if (count == 0) {
      throw line.invalid("has no criterion", "write one, say all");
    }
    return matches;
  }

  private static boolean holds(String name, String patterns, Known known) {
    return switch (name) {
      case "user" -> any(patterns, known.user());
      case "host" -> any(lower(patterns), lower(known.host()));
      default -> any(lower(patterns), lower(known.original()));
    };
  }

  /** A list with commas; one that is negated and matches decides. */
  private static boolean any(String patterns, String text) {
    boolean matches = false;
    for (String pattern : patterns.split(",", -1)) {
      boolean isNegated = pattern.startsWith("!");
      if (Wildcard.matches(isNegated ? pattern.substring(1) : pattern, text)) {
        if (isNegated) {
          return false;
        }
        matches = true;
      }
    }
    return matches;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
