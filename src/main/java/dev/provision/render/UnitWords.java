package dev.provision.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Words of a unit's settings and how systemd tells them apart; systemd.syntax(7), "Quoting".
 * Neither specifiers nor variables are looked at: they stay for systemd to fill in.
 */
final class UnitWords {
  private static final String BLANKS = " \t\n\r";

  /** systemd.syntax(7), "Supported escapes", without numbers. */
  private static final Map<Character, String> ESCAPES =
      Map.ofEntries(
          Map.entry('a', "\u0007"),
          Map.entry('b', "\b"),
          Map.entry('f', "\f"),
          Map.entry('n', "\n"),
          Map.entry('r', "\r"),
          Map.entry('t', "\t"),
          Map.entry('v', "\u000b"),
          Map.entry('\\', "\\"),
          Map.entry('"', "\""),
          Map.entry('\'', "'"),
          Map.entry('s', " "));

  private final String text;
  private final boolean escapes;
  private int at;

  private UnitWords(String text, boolean escapes) {
    this.text = text;
    this.escapes = escapes;
  }

  /**
   * Words without their quotes, escapes taken for what they stand for.
   *
   * @throws IllegalArgumentException when a quote is not closed or an escape is unknown
   */
  static List<String> split(String text) {
    return new UnitWords(text, true).words();
  }

  /** Words without their quotes; a backslash is a character like others. */
  static List<String> splitPlain(String text) {
    return new UnitWords(text, false).words();
  }

  private List<String> words() {
    var words = new ArrayList<String>();
    while (true) {
      while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      if (at == text.length()) {
        return words;
      }
      words.add(word());
    }
  }

  private String word() {
    var word = new StringBuilder();
    char quote = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && escapes) {
        word.append(escaped());
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (BLANKS.indexOf(c) >= 0) {
        return word.toString();
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    return word.toString();
  }

  private String escaped() {
    if (at == text.length()) {
      throw new IllegalArgumentException("a backslash ends it");
    }
    char c = text.charAt(at++);
    String plain = ESCAPES.get(c);
    if (plain != null) {
      return plain;
    }
    return switch (c) {
      case 'x' -> number(2, 16);
      case 'u' -> number(4, 16);
      case 'U' -> number(8, 16);
      default -> {
        at--;
        yield number(3, 8);
      }
    };
  }

  private String number(int digits, int radix) {
    int end = Math.min(text.length(), at + digits);
    String number = text.substring(at, end);
    boolean whole =
        number.length() == digits
            && number.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    int code = whole ? Integer.parseUnsignedInt(number, radix) : 0;
    boolean character =
        Character.isValidCodePoint(code)
            && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
    if (code == 0 || !character) {
      throw new IllegalArgumentException("an unknown escape stands in it");
    }
    at = end;
    return Character.toString(code);
  }

  /** A line from which systemd reads the same words. */
  static String join(List<String> words) {
    return words.stream().map(UnitWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    // A semicolon by itself would begin another command; systemd.service(5).
    boolean plain =
        !word.isEmpty()
            && !word.equals(";")
            && word.chars()
                .noneMatch(c -> c <= ' ' || c == 0x7f || c == '"' || c == '\'' || c == '\\');
    if (plain) {
      return word;
    }
    var quoted = new StringBuilder("\"");
    for (char c : word.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append(String.format("\\x%02x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
