package dev.provision.render;

import dev.provision.profile.TomlText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a printed file back and compares it with what was meant. A mismatch is a bug of a template,
 * like the {@code True} that an Ansible role wrote into TOML for years
 * (linux-system-roles/podman#208).
 */
final class ParsedBack {
  private ParsedBack() {}

  static void check(String path, Syntax syntax, String text, Map<String, Object> meant) {
    Object said = parse(path, syntax, text);
    if (!plain(said).equals(plain(meant))) {
      throw new IllegalStateException(
          path + " does not say what was meant: " + said + " instead of " + meant);
    }
  }

  private static Object parse(String path, Syntax syntax, String text) {
    try {
      return syntax == Syntax.JSON ? Json.parse(text) : TomlText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(path + " is " + e.getMessage(), e);
    }
  }

  /** One class for each kind of value, so that 1 and 1L are equal but 1 and 1.0 are not. */
  private static Object plain(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(ParsedBack::plain).toList();
    }
    if (value instanceof Map<?, ?> table) {
      var plain = new LinkedHashMap<Object, Object>();
      table.forEach((key, it) -> plain.put(key, plain(it)));
      return plain;
    }
    return value;
  }
}
