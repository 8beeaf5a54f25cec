package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** A table whose keys are the user's own, of one format, and whose values have one shape. */
record TableShape(Format keys, Shape element) implements Shape {
  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (!node.isObject()) {
      binding.wrongType(path, node, this);
      return null;
    }
    var values = new TreeMap<String, Object>();
    node.properties()
        .forEach(
            property -> {
              String key = property.getKey();
              KeyPath at = path.key(key);
              if (key.isEmpty() || !keys.matches(key)) {
                binding
                    .problems()
                    .malformed(
                        at,
                        "the key " + Quoted.value(key) + " is not " + keys.noun(),
                        "write " + keys.remedy());
                return;
              }
              Object value = element.bind(property.getValue(), at, binding);
              values.put(key, value == null ? element.standIn() : value);
            });
    return values;
  }

  @Override
  public JsonNode write(Object value) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    ((Map<?, ?>) value).forEach((key, each) -> table.set((String) key, element.write(each)));
    return table;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema
        .putObject("propertyNames")
        .put("pattern", keys.anchored())
        .put("minLength", 1)
        .put("maxLength", keys.longest());
    schema.set("additionalProperties", element.schema());
    return schema;
  }

  @Override
  public String noun() {
    return "a table";
  }

  @Override
  public String remedy() {
    return "a header, […], and its keys below";
  }

  @Override
  public Object absent() {
    return Map.of();
  }

  @Override
  public Object standIn() {
    return Map.of();
  }
}
