package dev.provision.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any TOML text as a plain tree, for those who must know what a text says though it is no profile:
 * rendering parses back what it printed.
 */
public final class TomlText {
  private static final TomlMapper MAPPER = new TomlMapper();

  private TomlText() {}

  /**
   * Tables as maps in the order of the text, arrays as lists, and String, Long, Double or Boolean;
   * dates as String.
   *
   * @throws IllegalArgumentException when it is not TOML; the message has line and column
   */
  public static Map<String, Object> parse(String text) {
    try {
      return table(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not TOML: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> table(JsonNode node) {
    var table = new LinkedHashMap<String, Object>();
    node.properties().forEach(entry -> table.put(entry.getKey(), value(entry.getValue())));
    return table;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return table(node);
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(value(item)));
      return list;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.textValue();
  }
}
