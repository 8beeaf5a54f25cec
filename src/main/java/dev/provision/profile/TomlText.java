package dev.provision.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Any TOML text as a plain tree, for those who must know what a text says without being profiles:
 * rendering parses back what it printed.
 */
public final class TomlText {
  private static final TomlMapper MAPPER =
      TomlMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private TomlText() {}

  /**
   * Tables as maps in the order of the text, arrays as lists, and String, Long, Double or Boolean.
   *
   * @throws IllegalArgumentException when it is not TOML; the message has line and column
   */
  public static Map<String, Object> parse(String text) {
    try {
      var tree = new LinkedHashMap<String, Object>();
      MAPPER
          .readTree(text)
          .properties()
          .forEach(
              entry ->
                  tree.put(entry.getKey(), MAPPER.convertValue(entry.getValue(), Object.class)));
      return tree;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not TOML: " + e.getMessage(), e);
    }
  }
}
