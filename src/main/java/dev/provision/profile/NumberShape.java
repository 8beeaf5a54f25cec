package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An integer within bounds, and why they are these. */
record NumberShape(int min, int max, String why) implements Shape {
  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (!node.isIntegralNumber()) {
      binding.wrongType(path, node, this);
      return null;
    }
    if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
      String reason = why.isEmpty() ? "" : ": " + why;
      binding
          .problems()
          .malformed(path, node.asText() + " is out of range" + reason, "write " + remedy());
      return null;
    }
    return node.intValue();
  }

  @Override
  public JsonNode write(Object value) {
    return JsonNodeFactory.instance.numberNode((Integer) value);
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "integer")
        .put("minimum", min)
        .put("maximum", max);
  }

  @Override
  public String noun() {
    return "an integer";
  }

  @Override
  public String remedy() {
    return "a number from " + min + " to " + max + ", without quotes";
  }

  @Override
  public Object absent() {
    return null;
  }

  @Override
  public Object standIn() {
    return min;
  }
}
