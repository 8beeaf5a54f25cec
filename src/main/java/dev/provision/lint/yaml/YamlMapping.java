package dev.provision.lint.yaml;

import java.util.List;
import java.util.Optional;

/** Keys and values, in their order; Azure Pipelines has keys that occur twice. */
public record YamlMapping(Place place, List<Entry> entries) implements YamlNode {
  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /** One of them. A key that is no scalar is none here. */
  public record Entry(YamlScalar key, YamlNode value) {}

  @Override
  public Optional<YamlNode> get(String key) {
    return entries.stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(Entry::value)
        .findFirst();
  }
}
