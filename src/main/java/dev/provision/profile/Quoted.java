package dev.provision.profile;

/** Values from a profile in messages: visible, on one line, never longer than a line. */
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /** The value in quotes, escaped as in TOML, shortened where it is long. */
  static String value(String value) {
    if (value.codePointCount(0, value.length()) <= LONGEST) {
      return '"' + escape(value) + '"';
    }
    String start = value.substring(0, value.offsetByCodePoints(0, LONGEST));
    return '"' + escape(start) + "…\" (" + value.length() + " characters)";
  }

  /** The value as a quoted key of a path. */
  static String key(String key) {
    String shown =
        key.codePointCount(0, key.length()) <= LONGEST
            ? key
            : key.substring(0, key.offsetByCodePoints(0, LONGEST)) + "…";
    return '"' + escape(shown) + '"';
  }

  private static String escape(String value) {
    var escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                escaped.append("\\n");
              } else if (c == '\t') {
                escaped.append("\\t");
              } else if (c == '\r') {
                escaped.append("\\r");
              } else if (Hidden.test(c)) {
                escaped.append(String.format(c > 0xffff ? "\\U%08X" : "\\u%04X", c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
