package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A string of one format. */
record TextShape(Format format) implements Shape {
  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (!node.isTextual()) {
      binding.wrongType(path, node, this);
      return null;
    }
    String value = node.textValue();
    if (!format.matches(value)) {
      binding
          .problems()
          .malformed(
              path, Quoted.value(value) + " is not " + format.noun(), "write " + format.remedy());
      return null;
    }
    return value;
  }

  @Override
  public JsonNode write(Object value) {
    return JsonNodeFactory.instance.textNode((String) value);
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "string")
        .put("pattern", format.anchored())
        .put("maxLength", format.longest());
  }

  @Override
  public String noun() {
    return "a string";
  }

  @Override
  public String remedy() {
    return "it in quotes: " + format.remedy();
  }

  @Override
  public Object absent() {
    return null;
  }

  @Override
  public Object standIn() {
    return "";
  }
}
