package dev.provision.render;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Prints values as JSON, and reads them back as strictly as containers-policy.json(5) is read. */
final class Json {
  private static final String INDENT = "    ";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  private Json() {}

  /**
   * Any tree of maps, lists and scalars; all lines but the first are indented {@code depth} deep.
   */
  static String value(Object value, int depth) {
    try {
      return WRITER.writeValueAsString(value).replace("\n", "\n" + INDENT.repeat(depth));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("JSON has no such value: " + value, e);
    }
  }

  /**
   * The tree of a text.
   *
   * @throws IllegalArgumentException on anything that is not JSON, on a key given twice, on
   *     trailing data
   */
  static Object parse(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }

  private static DefaultPrettyPrinter printer() {
    var indenter = new DefaultIndenter(INDENT, "\n");
    var printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }
}
