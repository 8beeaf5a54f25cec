package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** An array whose elements have one shape. */
record ListShape(Shape element) implements Shape {
  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (!node.isArray()) {
      binding.wrongType(path, node, this);
      return null;
    }
    var values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      Object value = element.bind(node.get(i), path.at(i), binding);
      values.add(value == null ? element.standIn() : value);
    }
    return values;
  }

  @Override
  public JsonNode write(Object value) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    ((List<?>) value).forEach(each -> array.add(element.write(each)));
    return array;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", element.schema());
    return schema;
  }

  @Override
  public String noun() {
    return element instanceof RecordShape ? "an array of tables" : "an array";
  }

  @Override
  public String remedy() {
    return element instanceof RecordShape
        ? "the header with two brackets, [[…]]"
        : "the values in brackets, [ … ]";
  }

  @Override
  public Object absent() {
    return List.of();
  }

  @Override
  public Object standIn() {
    return List.of();
  }
}
