package dev.provision.containers.registries;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How registries.conf finds the entry of a name; refMatchingPrefix in containers/image. */
public final class Prefix {
  private Prefix() {}

  /** The longest matching prefix; of two as long, the one that sorts first. */
  public static Optional<String> longest(String name, Collection<String> prefixes) {
    return prefixes.stream()
        .filter(prefix -> matches(name, prefix))
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.reverseOrder()));
  }

  /** Whether the name is the prefix or beneath it. */
  public static boolean matches(String name, String prefix) {
    if (!prefix.startsWith("*.")) {
      return name.startsWith(prefix) && endsAt(name, prefix.length());
    }
    int start = name.indexOf(prefix.substring(1));
    return start >= 0
        && !name.substring(0, start).contains("/")
        && endsAt(name, start + prefix.length() - 1);
  }

  /** How much of the name the prefix stands for. */
  static int length(String name, String prefix) {
    return prefix.startsWith("*.")
        ? name.indexOf(prefix.substring(1)) + prefix.length() - 1
        : prefix.length();
  }

  private static boolean endsAt(String name, int index) {
    return index == name.length() || ":/@".indexOf(name.charAt(index)) >= 0;
  }
}
