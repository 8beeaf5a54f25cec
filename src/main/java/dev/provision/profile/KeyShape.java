package dev.provision.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;

/**
 * One key of a section.
 *
 * @param accessor of the record component
 * @param fallback the default as a node, null where there is none
 */
record KeyShape(RecordComponent accessor, String name, Key key, Shape shape, JsonNode fallback) {
  private static final JsonMapper JSON = new JsonMapper();

  static KeyShape of(RecordComponent component, Key key, Shape shape) {
    String name = key.name().isEmpty() ? kebab(component.getName()) : key.name();
    return new KeyShape(component, name, key, shape, fallback(key, shape));
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static JsonNode fallback(Key key, Shape shape) {
    if (key.defaults().isEmpty()) {
      return shape.absent() == null ? null : shape.write(shape.absent());
    }
    try {
      return JSON.readTree(key.defaults());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("default of a key: " + key.defaults(), e);
    }
  }

  String component() {
    return accessor.getName();
  }

  /** The component's value in a record. */
  Object of(Object section) {
    try {
      return accessor.getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean required() {
    return fallback == null;
  }

  /** The default as a node, or null where there is none. */
  JsonNode defaults(Map<String, Object> siblings) {
    boolean derived =
        fallback != null && fallback.isTextual() && fallback.textValue().contains("${");
    if (!derived) {
      return fallback;
    }
    String text = fallback.textValue();
    for (Map.Entry<String, Object> sibling : siblings.entrySet()) {
      text = text.replace("${" + sibling.getKey() + "}", String.valueOf(sibling.getValue()));
    }
    return JsonNodeFactory.instance.textNode(text);
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
}
