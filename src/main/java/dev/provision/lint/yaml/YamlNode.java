package dev.provision.lint.yaml;

import java.util.List;
import java.util.Optional;

/** A value in a YAML document. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {
  Place place();

  /** The value of a key; absent too where this is no mapping. */
  default Optional<YamlNode> get(String key) {
    return Optional.empty();
  }

  /** The entries of a sequence; none where this is none. */
  default List<YamlNode> items() {
    return List.of();
  }

  /** The entries of a mapping; none where this is none. */
  default List<YamlMapping.Entry> entries() {
    return List.of();
  }

  /** What a scalar says. */
  default Optional<YamlScalar> scalar() {
    return Optional.empty();
  }

  /** The scalar of a key. */
  default Optional<YamlScalar> scalar(String key) {
    return get(key).flatMap(YamlNode::scalar);
  }
}
