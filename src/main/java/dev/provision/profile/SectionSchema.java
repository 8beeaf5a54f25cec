package dev.provision.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The JSON Schema of a section. */
final class SectionSchema {
  private SectionSchema() {}

  static ObjectNode of(List<KeyShape> keys) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (KeyShape key : keys) {
      properties.set(key.name(), property(key));
      String file = key.key().file();
      if (!file.isEmpty()) {
        ObjectNode path = new TextShape(Format.LINE).schema();
        path.put("description", "A file, relative to the profile, with the value of " + key.name());
        properties.set(file, path);
        eitherOr(schema, key.name(), file);
      } else if (key.required()) {
        required.add(key.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode property(KeyShape key) {
    ObjectNode property = key.shape().schema();
    property.put("description", key.key().doc());
    boolean plain = !key.key().defaults().isEmpty() && !key.key().defaults().contains("${");
    if (plain) {
      property.set("default", key.defaults(Map.of()));
    }
    return property;
  }

  private static void eitherOr(ObjectNode schema, String one, String other) {
    ArrayNode choices = schema.putArray("oneOf");
    choices.addObject().putArray("required").add(one);
    choices.addObject().putArray("required").add(other);
  }
}
