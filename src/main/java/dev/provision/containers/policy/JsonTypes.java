package dev.provision.containers.policy;

import dev.provision.containers.policy.JsonValue.Items;
import dev.provision.containers.policy.JsonValue.Null;
import dev.provision.containers.policy.JsonValue.Number;
import dev.provision.containers.policy.JsonValue.Word;
import java.util.List;
import java.util.Optional;

/** What Go's encoding/json takes for a text, for bytes and for lists of them. */
record JsonTypes(RequirementKeys keys) {

  /** A null leaves a text empty. */
  String text(JsonValue value) {
    if (value instanceof Null) {
      return "";
    }
    if (value instanceof Word word) {
      return word.text();
    }
    throw keys.fault(value.line(), "a string was expected");
  }

  /** Nothing for null; how many there are otherwise. */
  Optional<Integer> texts(JsonValue value) {
    return items(value)
        .map(
            all -> {
              all.forEach(this::text);
              return all.size();
            });
  }

  /** Whether there are bytes, even none: base64, or a list of numbers. */
  boolean bytes(JsonValue value) {
    if (value instanceof Word word) {
      String text = word.text().replaceAll("[\r\n]", "");
      if (text.length() % 4 != 0 || !text.matches("[A-Za-z0-9+/]*+={0,2}")) {
        throw keys.fault(value.line(), "illegal base64 data");
      }
      return true;
    }
    return items(value)
        .map(
            all -> {
              all.forEach(this::octet);
              return true;
            })
        .orElse(false);
  }

  /** Nothing for null; how many there are otherwise. */
  Optional<Integer> manyBytes(JsonValue value) {
    return items(value)
        .map(
            all -> {
              all.forEach(this::bytes);
              return all.size();
            });
  }

  private void octet(JsonValue value) {
    boolean fits =
        value instanceof Null
            || value instanceof Number number
                && number.text().matches("\\d{1,3}")
                && Integer.parseInt(number.text()) < 256;
    if (!fits) {
      throw keys.fault(value.line(), "a byte was expected");
    }
  }

  private Optional<List<JsonValue>> items(JsonValue value) {
    if (value instanceof Null) {
      return Optional.empty();
    }
    if (value instanceof Items items) {
      return Optional.of(items.values());
    }
    throw keys.fault(value.line(), "a list was expected");
  }
}
