package dev.provision.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON document from maps, iterables, texts, numbers and truth values. Every text passes {@link
 * HostText} here, also because scripts print with {@code jq -r} what they read.
 */
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private JsonText() {}

  /**
   * {@code {"success": true, "data": {...}}}: the question was answered. The answer may be no: a
   * plan that is not empty is still a success with exit code 2.
   */
  public static String success(Map<String, ?> data) {
    return write(Members.of("success", true, "data", data));
  }

  /**
   * The same, written as it is made: what an iterable has is asked for one by one.
   *
   * @throws IOException when it cannot be written
   */
  public static void success(Map<String, ?> data, Writer out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(json, Members.of("success", true, "data", data));
    }
    out.write('\n');
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

  /** A document of a form that is not ours. */
  static String document(Map<String, ?> document) {
    return write(document);
  }

  /** The data alone, for a script in a page: no tag begins in it, and nothing is beyond ASCII. */
  static void inPage(Map<String, ?> data, Writer out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
      json.setCharacterEscapes(new PageEscapes());
      write(json, data);
    }
  }

  private static final class PageEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char c : "<>&".toCharArray()) {
        codes[c] = ESCAPE_STANDARD;
      }
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  private static String write(Map<String, ?> document) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, Map<String, ?> document) throws IOException {
    json.setPrettyPrinter(printer());
    value(json, document);
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
    } else if (value instanceof Iterable<?> list) {
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
