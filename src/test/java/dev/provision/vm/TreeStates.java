package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The states that a tree may be in, by their names. */
final class TreeStates {
  /** Written by passwd's programs, step by step. */
  private static final Set<String> ACCOUNTS =
      Set.of("etc/passwd", "etc/shadow", "etc/group", "etc/gshadow", "etc/subuid", "etc/subgid");

  private final Map<String, String> fingerprints = new HashMap<>();
  private final Map<String, Map<String, String>> entries = new HashMap<>();

  /** The same state in both trees. */
  void known(String state, Tree tree) {
    if (entries.containsKey(state)) {
      same(state, tree);
    }
    fingerprints.put(state, tree.fingerprint());
    entries.put(state, tree.entries());
  }

  void same(String state, Tree tree) {
    var other = new TreeMap<String, String>();
    Map<String, String> found = tree.entries();
    Map<String, String> expected = entries.get(state);
    Stream.concat(found.keySet().stream(), expected.keySet().stream())
        .filter(path -> !Objects.equals(found.get(path), expected.get(path)))
        .forEach(path -> other.put(path, found.get(path) + " instead of " + expected.get(path)));
    assertThat(other).as(state).isEmpty();
    assertThat(tree.fingerprint()).as(state).isEqualTo(fingerprints.get(state));
  }

  void everyFileIsWhole(TreePoint.Journey journey, Tree tree) {
    Map<String, String> found = tree.entries();
    Set<String> states = new HashSet<>(List.of(journey.from, journey.to, "first", "runner"));
    states.remove("interrupted");
    Set<String> paths = new HashSet<>(found.keySet());
    states.forEach(state -> paths.addAll(entries.get(state).keySet()));
    var torn = new TreeMap<String, String>();
    for (String path : paths) {
      String entry = found.getOrDefault(path, "absent");
      boolean known =
          states.stream()
              .map(state -> entries.get(state).getOrDefault(path, "absent"))
              .anyMatch(it -> it.equals(entry) || it.startsWith("d ") && entry.startsWith("d "));
      // A lock of one that died, as passwd leaves it, too, means nothing.
      String account = path.replaceFirst("\\.lock$", "");
      if (!known && !ACCOUNTS.contains(account) && !path.contains("/.provision.")) {
        torn.put(path, entry);
      }
    }
    assertThat(torn).as("neither old nor new").isEmpty();
  }
}
