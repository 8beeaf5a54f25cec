package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** True or false. */
record FlagShape() implements Shape {
  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (!node.isBoolean()) {
      binding.wrongType(path, node, this);
      return null;
    }
    return node.booleanValue();
  }

  @Override
  public JsonNode write(Object value) {
    return JsonNodeFactory.instance.booleanNode((Boolean) value);
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance.objectNode().put("type", "boolean");
  }

  @Override
  public String noun() {
    return "a boolean";
  }

  @Override
  public String remedy() {
    return "true or false, without quotes";
  }

  @Override
  public Object absent() {
    return null;
  }

  @Override
  public Object standIn() {
    return false;
  }
}
