package dev.provision.containers.toml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a TOML file, with its line; numbers and dates stay as they are written. */
public sealed interface TomlValue {
  int line();

  /** What a message calls it. */
  String type();

  /** A text. */
  record Word(int line, String text) implements TomlValue {
    @Override
    public String type() {
      return "string";
    }
  }

  /** A truth value. */
  record Flag(int line, boolean set) implements TomlValue {
    @Override
    public String type() {
      return "boolean";
    }
  }

  /** A number or a date. */
  record Other(int line, String text) implements TomlValue {
    @Override
    public String type() {
      return "number or date";
    }
  }

  /** An array, or all tables of one {@code [[name]]}. */
  record Many(int line, List<TomlValue> values, boolean ofTables) implements TomlValue {
    @Override
    public String type() {
      return "array";
    }
  }

  /** A table. */
  record Table(int line, Map<String, TomlValue> values) implements TomlValue {
    static Table at(int line) {
      return new Table(line, new LinkedHashMap<>());
    }

    @Override
    public String type() {
      return "table";
    }

    /** A value by its key, or else by one that differs in case; BurntSushi/toml, decode.go. */
    public Optional<TomlValue> find(String key) {
      return Optional.ofNullable(values.get(key))
          .or(
              () ->
                  values.entrySet().stream()
                      .filter(each -> each.getKey().equalsIgnoreCase(key))
                      .findFirst()
                      .map(Map.Entry::getValue));
    }
  }
}
