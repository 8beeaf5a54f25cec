package dev.provision.profile;

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

  static boolean matches(String name, String prefix) {
    if (!prefix.startsWith("*.")) {
      return name.startsWith(prefix) && endsAt(name, prefix.length());
    }
    int start = name.indexOf(prefix.substring(1));
    return start >= 0
        && !name.substring(0, start).contains("/")
        && endsAt(name, start + prefix.length() - 1);
  }

  private static boolean endsAt(String name, int index) {
    return index == name.length() || ":/@".indexOf(name.charAt(index)) >= 0;
  }
}
