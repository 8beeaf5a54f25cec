package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A profile put together: each layer over the ones before. Tables are merged, everything else is
 * replaced.
 */
final class Layers {
  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
  private final Origins origins;

  Layers(Origins origins) {
    this.origins = origins;
  }

  ObjectNode tree() {
    return tree;
  }

  void add(ObjectNode layer, ProfileSource source) {
    merge(tree, layer, KeyPath.ROOT, source);
  }

  private void merge(ObjectNode under, ObjectNode over, KeyPath path, ProfileSource source) {
    over.properties()
        .forEach(
            property -> {
              String key = property.getKey();
              JsonNode value = property.getValue();
              KeyPath at = path.key(key);
              if (under.get(key) instanceof ObjectNode table && value instanceof ObjectNode more) {
                merge(table, more, at, source);
              } else {
                under.set(key, value.deepCopy());
                origins.record(at, source);
              }
            });
  }

  /** Puts one value at the place that {@code setting} names. */
  void set(Setting setting, ProfileSource source) {
    KeyPath changed = setting.changed(tree);
    setting.apply(tree);
    origins.record(changed, source);
  }
}
