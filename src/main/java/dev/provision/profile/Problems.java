package dev.provision.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong with one profile, each at its place, so that all is told at once. */
final class Problems {
  private final Origins origins;
  private final List<Problem> found = new ArrayList<>();
  private final Set<String> malformed = new HashSet<>();
  private final Map<String, KeyPath> shownAs = new HashMap<>();

  Problems(Origins origins) {
    this.origins = origins;
  }

  /** From now on problems of {@code path} are told at {@code shown}. */
  void showAs(KeyPath path, KeyPath shown) {
    shownAs.put(path.text(), shown);
  }

  /** A value whose shape is wrong; a stand-in took its place, which no rule shall judge. */
  void malformed(KeyPath path, String message, String remedy) {
    KeyPath at = shown(path);
    malformed.add(at.text());
    found.add(new Problem(origins.place(at), message, remedy));
  }

  /** A well-formed value that a rule refuses. */
  void add(KeyPath path, String message, String remedy) {
    KeyPath shown = shown(path);
    for (KeyPath at = shown; at != null; at = at.parent()) {
      if (malformed.contains(at.text())) {
        return;
      }
    }
    found.add(new Problem(origins.place(shown), message, remedy));
  }

  /** Whether a stand-in took the place of {@code path}, or of anything below it. */
  boolean hasStandIn(KeyPath path) {
    String at = shown(path).text();
    return malformed.stream()
        .anyMatch(it -> it.equals(at) || it.startsWith(at + ".") || it.startsWith(at + "["));
  }

  private KeyPath shown(KeyPath path) {
    return shownAs.getOrDefault(path.text(), path);
  }

  List<Problem> found() {
    return List.copyOf(found);
  }
}
