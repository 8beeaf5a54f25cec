package dev.provision.transport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Lines by name; those with wildcards, negation or hashes have to be tried one by one. */
final class KnownHostsIndex {
  private final Map<String, List<Numbered>> byName = new HashMap<>();
  private final List<Numbered> tried = new ArrayList<>();
  private int count;

  /** Adds a file's lines. */
  void add(Path path, String text) {
    int number = 0;
    for (String line : text.split("\n")) {
      number++;
      KnownHostsLine.parse(path + ":" + number, line).ifPresent(this::add);
    }
  }

  private void add(KnownHostsLine line) {
    Numbered numbered = new Numbered(count++, line);
    if (line.names() instanceof KnownHostsLine.Patterns patterns
        && patterns.negative().isEmpty()
        && patterns.positive().stream().noneMatch(Wildcard::isIn)) {
      for (String name : Set.copyOf(patterns.positive())) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(numbered);
      }
    } else {
      tried.add(numbered);
    }
  }

  /** All lines for a name, in the order in which they were added. */
  List<KnownHostsLine> lookUp(String name) {
    return Stream.concat(
            byName.getOrDefault(name, List.of()).stream(),
            tried.stream().filter(numbered -> numbered.line().isFor(name)))
        .sorted((a, b) -> Integer.compare(a.number(), b.number()))
        .map(Numbered::line)
        .toList();
  }

  private record Numbered(int number, KnownHostsLine line) {}
}
