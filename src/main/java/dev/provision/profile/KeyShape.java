package dev.provision.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One key of a section. */
record KeyShape(String component, String name, Key key, Shape shape) {
  private static final JsonMapper JSON = new JsonMapper();

  boolean required() {
    return key.defaults().isEmpty() && shape.absent() == null;
  }

  /** The default as a node, or null where there is none. */
  JsonNode defaults(Map<String, Object> siblings) {
    if (key.defaults().isEmpty()) {
      return shape.absent() == null ? null : shape.write(shape.absent());
    }
    return parse(key.defaults(), siblings);
  }

  /** What counts where the file has {@code found}. */
  JsonNode over(JsonNode fallback, JsonNode found) {
    return key.adds() && fallback instanceof ObjectNode table && found instanceof ObjectNode more
        ? merge(table.deepCopy(), more)
        : found;
  }

  private static ObjectNode merge(ObjectNode under, ObjectNode over) {
    over.properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              boolean tables =
                  under.get(property.getKey()) instanceof ObjectNode && value.isObject();
              under.set(
                  property.getKey(),
                  tables
                      ? merge((ObjectNode) under.get(property.getKey()), (ObjectNode) value)
                      : value);
            });
    return under;
  }

  private static JsonNode parse(String json, Map<String, Object> siblings) {
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.isTextual() || !node.textValue().contains("${")) {
        return node;
      }
      String text = node.textValue();
      for (Map.Entry<String, Object> sibling : siblings.entrySet()) {
        text = text.replace("${" + sibling.getKey() + "}", String.valueOf(sibling.getValue()));
      }
      return JsonNodeFactory.instance.textNode(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("default of a key: " + json, e);
    }
  }
}
