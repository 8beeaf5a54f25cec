package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One of a few words: the constants of an enum. */
record ChoiceShape(Map<String, Enum<?>> choices) implements Shape {

  static ChoiceShape of(Class<?> type) {
    var choices = new LinkedHashMap<String, Enum<?>>();
    for (Object constant : type.getEnumConstants()) {
      Enum<?> choice = (Enum<?>) constant;
      choices.put(word(type, choice), choice);
    }
    return new ChoiceShape(choices);
  }

  private static String word(Class<?> type, Enum<?> choice) {
    try {
      Named named = type.getField(choice.name()).getAnnotation(Named.class);
      return named == null
          ? choice.name().toLowerCase(Locale.ROOT).replace('_', '-')
          : named.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (!node.isTextual()) {
      binding.wrongType(path, node, this);
      return null;
    }
    String word = node.textValue();
    Enum<?> choice = choices.get(word);
    if (choice == null) {
      binding
          .problems()
          .malformed(
              path,
              Quoted.value(word) + " is not one of " + String.join(", ", choices.keySet()),
              Nearest.remedy(word, choices.keySet()));
    }
    return choice;
  }

  @Override
  public JsonNode write(Object value) {
    return choices.entrySet().stream()
        .filter(choice -> choice.getValue() == value)
        .map(choice -> JsonNodeFactory.instance.textNode(choice.getKey()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
    choices.keySet().forEach(schema.putArray("enum")::add);
    return schema;
  }

  @Override
  public String noun() {
    return "a string";
  }

  @Override
  public String remedy() {
    return "one of \"" + String.join("\", \"", choices.keySet()) + "\"";
  }

  @Override
  public Object absent() {
    return null;
  }

  @Override
  public Object standIn() {
    return choices.values().iterator().next();
  }
}
