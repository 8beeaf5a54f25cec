package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One reading of one profile.
 *
 * @param given values of components that are not keys, by name
 */
record Binding(Problems problems, Origins origins, Map<String, Object> given) {

  /** Reports a node of the wrong type. */
  void wrongType(KeyPath path, JsonNode node, Shape expected) {
    problems.malformed(
        path, "is " + noun(node) + ", not " + expected.noun(), "write " + expected.remedy());
  }

  /** What a node is, in TOML's words. */
  static String noun(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a string";
      case BOOLEAN -> "a boolean";
      case NUMBER -> node.isIntegralNumber() ? "an integer" : "a float";
      case ARRAY -> "an array";
      case OBJECT -> "a table";
      default -> "a date or time";
    };
  }
}
