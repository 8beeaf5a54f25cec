package dev.provision.containers.registries;

import dev.provision.containers.Place;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.toml.TomlValue;
import dev.provision.containers.toml.TomlValue.Flag;
import dev.provision.containers.toml.TomlValue.Many;
import dev.provision.containers.toml.TomlValue.Table;
import dev.provision.containers.toml.TomlValue.Word;
import java.util.List;
import java.util.Optional;

/** Values of the kinds that registries.conf has; a value of another kind is refused. */
record Fields(String file) {

  Optional<String> text(Table table, String key) {
    return table.find(key).map(value -> word(key, value));
  }

  boolean flag(Table table, String key) {
    TomlValue value = table.find(key).orElse(null);
    if (value != null && !(value instanceof Flag)) {
      throw wrong(key, value, "boolean");
    }
    return value != null && ((Flag) value).set();
  }

  Optional<List<String>> texts(Table table, String key) {
    return table
        .find(key)
        .map(value -> many(key, value).stream().map(each -> word(key, each)).toList());
  }

  List<Table> tables(Table table, String key) {
    return table.find(key).map(value -> many(key, value)).orElse(List.of()).stream()
        .map(each -> asTable(key, each))
        .toList();
  }

  Optional<Table> table(Table table, String key) {
    return table.find(key).map(value -> asTable(key, value));
  }

  String word(String key, TomlValue value) {
    if (value instanceof Word word) {
      return word.text();
    }
    throw wrong(key, value, "string");
  }

  Place place(TomlValue value) {
    return new Place(file, value.line());
  }

  Place place(Table table, String key) {
    return place(table.find(key).orElse(table));
  }

  UnreadableException fault(int line, String message) {
    return new UnreadableException(new Place(file, line), message);
  }

  /** A place without the slashes at its end; no pattern, whose time would be the square of them. */
  static String withoutSlashes(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  /** As a message of podman has it. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private List<TomlValue> many(String key, TomlValue value) {
    if (value instanceof Many array) {
      return array.values();
    }
    throw wrong(key, value, "slice");
  }

  private Table asTable(String key, TomlValue value) {
    if (value instanceof Table table) {
      return table;
    }
    throw wrong(key, value, "table");
  }

  private UnreadableException wrong(String key, TomlValue value, String wanted) {
    return fault(
        value.line(),
        "toml: incompatible types: \"%s\" has type %s; destination has type %s"
            .formatted(key, value.type(), wanted));
  }
}
