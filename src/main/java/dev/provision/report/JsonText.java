package dev.provision.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON document from maps, lists, texts, numbers and truth values. Every text passes {@link
 * HostText} here, also because scripts print with {@code jq -r} what they read.
 */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /**
   * {@code {"success": true, "data": {...}}}: the question was answered. The answer may be no: a
   * plan that is not empty is still a success with exit code 2.
   */
  public static String success(Map<String, ?> data) {
    var document = new LinkedHashMap<String, Object>();
    document.put("success", true);
    document.put("data", data);
    return write(document);
  }

  /**
   * {@code {"success": false, "error": "...", "exit_code": N}}: there is no answer.
   *
   * @param more further members, such as an unsound profile's problems
   */
  public static String failure(String error, int exitCode, Map<String, ?> more) {
    var document = new LinkedHashMap<String, Object>();
    document.put("success", false);
    document.put("error", error);
    document.put("exit_code", exitCode);
    document.putAll(more);
    return write(document);
  }

  /** The data alone, for what is no document of a command. */
  static String data(Map<String, ?> data) {
    return write(data);
  }

  private static String write(Map<String, ?> document) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(printer());
      value(json, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static DefaultPrettyPrinter printer() {
    var indent = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    return printer;
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(HostText.text((String) entry.getKey()));
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Optional<?> optional) {
      value(json, optional.orElse(null));
    } else if (value instanceof String text) {
      json.writeString(HostText.text(text));
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value == null) {
      json.writeNull();
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }
}
