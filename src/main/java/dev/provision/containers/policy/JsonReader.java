package dev.provision.containers.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.provision.containers.NamedText;
import dev.provision.containers.Place;
import dev.provision.containers.UnreadableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Reads JSON with the line of each value; a key twice is refused, as signature/internal/json.go.
 */
final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** A policy needs six; what is deeper can only be wrong. */
  private static final int DEEPEST = 64;

  private final NamedText file;
  private final JsonParser parser;

  private JsonReader(NamedText file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static JsonValue read(NamedText file) {
    if (file.text().startsWith("\ufeff")) {
      throw new UnreadableException(new Place(file.path(), 1), "a byte order mark is no JSON");
    }
    try (JsonParser parser = FACTORY.createParser(file.text())) {
      var reader = new JsonReader(file, parser);
      if (parser.nextToken() == null) {
        throw reader.fault(1, "unexpected end of JSON input");
      }
      JsonValue value = reader.value(0);
      if (parser.nextToken() != null) {
        throw reader.fault(reader.line(), "something follows after the top-level value");
      }
      return value;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      // Where the value began is told with what Jackson calls the file.
      String message = e.getOriginalMessage().replaceFirst("(?s) \\(start marker at .*", "");
      throw new UnreadableException(new Place(file.path(), line), message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonValue value(int depth) throws IOException {
    int line = line();
    if (depth > DEEPEST) {
      throw fault(line, "values are nested too deeply");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(line, depth);
      case START_ARRAY -> {
        var items = new ArrayList<JsonValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(depth + 1));
        }
        yield new JsonValue.Items(line, items);
      }
      case VALUE_STRING -> new JsonValue.Word(line, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Number(line, parser.getText());
      case VALUE_NULL -> new JsonValue.Null(line);
      default -> new JsonValue.Other(line);
    };
  }

  private JsonValue members(int line, int depth) throws IOException {
    var values = new LinkedHashMap<String, JsonValue>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int at = line();
      String key = parser.currentName();
      parser.nextToken();
      if (values.put(key, value(depth + 1)) != null) {
        throw fault(at, "Duplicate key \"" + key + "\"");
      }
    }
    return new JsonValue.Members(line, values);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private UnreadableException fault(int line, String message) {
    return new UnreadableException(new Place(file.path(), line), message);
  }
}
