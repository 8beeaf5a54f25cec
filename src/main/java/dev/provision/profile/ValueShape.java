package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A string, integer, float, boolean, or a list of these, kept with its type. */
record ValueShape(boolean lists) implements Shape {
  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (node.isTextual()) {
      return new TextShape(Format.LINE).bind(node, path, binding);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    if (node.isNumber()) {
      binding
          .problems()
          .malformed(
              path,
              Quoted.value(node.asText()) + " is out of range",
              "write an integer of 64 bits, or a finite float");
      return null;
    }
    if (node.isArray() && lists) {
      return list(node, path, binding);
    }
    binding.wrongType(path, node, this);
    return null;
  }

  private static Object list(JsonNode node, KeyPath path, Binding binding) {
    var scalar = new ValueShape(false);
    var values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      Object value = scalar.bind(node.get(i), path.at(i), binding);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  @Override
  public JsonNode write(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(each -> array.add(write(each)));
      return array;
    }
    if (value instanceof Boolean flag) {
      return nodes.booleanNode(flag);
    }
    if (value instanceof Long number) {
      return nodes.numberNode(number);
    }
    return value instanceof Double number
        ? nodes.numberNode(number)
        : nodes.textNode((String) value);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    var choices = schema.putArray("anyOf");
    choices.add(new TextShape(Format.LINE).schema());
    choices.addObject().put("type", "number");
    choices.addObject().put("type", "boolean");
    if (lists) {
      choices.add(new ListShape(new ValueShape(false)).schema());
    }
    return schema;
  }

  @Override
  public String noun() {
    return lists
        ? "a string, integer, float, boolean or an array of these"
        : "a string, integer, float or boolean";
  }

  @Override
  public String remedy() {
    return "a value of such a type";
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
