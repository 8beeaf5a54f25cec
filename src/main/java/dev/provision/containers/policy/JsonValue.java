package dev.provision.containers.policy;

import java.util.List;
import java.util.Map;

/** A value of a JSON file, with its line. */
sealed interface JsonValue {
  int line();

  /** An object. */
  record Members(int line, Map<String, JsonValue> values) implements JsonValue {}

  /** An array. */
  record Items(int line, List<JsonValue> values) implements JsonValue {
    boolean isEmpty() {
      return values.isEmpty();
    }
  }

  /** A text. */
  record Word(int line, String text) implements JsonValue {}

  /** Nothing, as a list that is null. */
  record Null(int line) implements JsonValue {}

  /** A number, as it is written. */
  record Number(int line, String text) implements JsonValue {}

  /** A truth value; no key of a policy takes one. */
  record Other(int line) implements JsonValue {}
}
