package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A value that may be missing; {@code ""} says so where there is a default. */
record OptionalShape(Shape inner) implements Shape {
  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (node.isTextual() && node.textValue().isEmpty()) {
      return Optional.empty();
    }
    Object value = inner.bind(node, path, binding);
    return value == null ? null : Optional.of(value);
  }

  @Override
  public JsonNode write(Object value) {
    return ((Optional<?>) value)
        .map(inner::write)
        .orElseGet(() -> JsonNodeFactory.instance.textNode(""));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").add(inner.schema()).addObject().put("const", "");
    return schema;
  }

  @Override
  public String noun() {
    return inner.noun();
  }

  @Override
  public String remedy() {
    return inner.remedy();
  }

  @Override
  public Object absent() {
    return Optional.empty();
  }

  @Override
  public Object standIn() {
    return Optional.empty();
  }
}
