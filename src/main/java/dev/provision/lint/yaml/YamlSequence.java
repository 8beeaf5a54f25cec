package dev.provision.lint.yaml;

import java.util.List;

/** Values in their order. */
public record YamlSequence(Place place, List<YamlNode> items) implements YamlNode {
  public YamlSequence {
    items = List.copyOf(items);
  }
}
