package dev.provision.render;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints values as TOML 1.0; the only place that does. */
final class Toml {
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

  private Toml() {}

  /** A string, integer, float, boolean, array or inline table. */
  static String value(Object value) {
    if (value instanceof String text) {
      return string(text);
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Double number) {
      return number.isNaN() ? "nan" : number.isInfinite() ? infinite(number) : number.toString();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Toml::value).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> table) {
      return table.entrySet().stream()
          .map(entry -> key((String) entry.getKey()) + " = " + value(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    throw new IllegalArgumentException("TOML has no such value: " + value);
  }

  /** A key, bare where that is allowed. */
  static String key(String key) {
    return BARE_KEY.matcher(key).matches() ? key : string(key);
  }

  private static String infinite(Double number) {
    return number > 0 ? "inf" : "-inf";
  }

  private static String string(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> append(out, point));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
          throw new IllegalArgumentException("TOML cannot carry half a surrogate pair");
        }
        if (Character.isISOControl(point)) {
          out.append(String.format("\\u%04X", point));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }
}
