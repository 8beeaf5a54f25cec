package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prints values as TOML 1.0, for a file that people read on terminals and in logs of pipelines:
 * what shows nothing, or could begin a logging command, is escaped.
 */
final class TomlValue {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int WIDEST = 96;

  private TomlValue() {}

  static String key(String key) {
    return BARE.matcher(key).matches() ? key : string(key);
  }

  /** A value on as few lines as people can read. */
  static String of(JsonNode value) {
    if (value.isTextual() && value.textValue().indexOf('\n') >= 0) {
      return "\"\"\"\n" + escaped(value.textValue(), true) + "\"\"\"";
    }
    String line = inline(value);
    if (!value.isArray() || line.length() <= WIDEST) {
      return line;
    }
    var lines = new StringBuilder("[\n");
    value.forEach(each -> lines.append("  ").append(inline(each)).append(",\n"));
    return lines.append(']').toString();
  }

  /** A value on one line. */
  static String inline(JsonNode value) {
    if (value.isTextual()) {
      return string(value.textValue());
    }
    if (value.isArray()) {
      var values = new ArrayList<String>();
      value.forEach(each -> values.add(inline(each)));
      return values.stream().collect(Collectors.joining(", ", "[", "]"));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(each -> key(each.getKey()) + " = " + inline(each.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"))
          .replaceFirst("^\\{ {2}}$", "{}");
    }
    return value.asText();
  }

  private static String string(String text) {
    return '"' + escaped(text, false) + '"';
  }

  private static String escaped(String text, boolean lines) {
    var escaped = new StringBuilder();
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      int before = i == 0 ? 0 : points[i - 1];
      if (c == '\n' || c == '\t') {
        escaped.append(lines ? Character.toString(c) : c == '\n' ? "\\n" : "\\t");
      } else if (c == '\\' || c == '"' && !(lines && standsAlone(points, i))) {
        escaped.append('\\').appendCodePoint(c);
      } else if (Hidden.test(c) || c == '#' && before == '#') {
        escaped.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08X" : "\\u%04X", c));
      } else {
        escaped.appendCodePoint(c);
      }
    }
    return escaped.toString();
  }

  /** Whether a quote cannot be part of the three that end a text of lines. */
  private static boolean standsAlone(int[] points, int at) {
    return at + 1 < points.length && points[at + 1] != '"' && (at == 0 || points[at - 1] != '"');
  }
}
