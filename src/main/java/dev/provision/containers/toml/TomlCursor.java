package dev.provision.containers.toml;

import dev.provision.containers.NamedText;
import dev.provision.containers.Place;
import dev.provision.containers.UnreadableException;
import java.util.Map;

/** The characters of a TOML file, and the line reached. */
final class TomlCursor {
  private static final Map<Character, String> ESCAPES =
      Map.of('b', "\b", 't', "\t", 'n', "\n", 'f', "\f", 'r', "\r", '"', "\"", '\\', "\\");

  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  TomlCursor(NamedText source) {
    file = source.path();
    text = source.text().replace("\r\n", "\n");
  }

  int line() {
    return line;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  UnreadableException fault(int where, String message) {
    return new UnreadableException(new Place(file, where), "toml: " + message);
  }

  /** Blanks, comments and ends of lines. */
  void skipLines() {
    for (skipBlanks(); !atEnd() && (peek() == '\n' || peek() == '#'); skipBlanks()) {
      if (peek() == '#') {
        comment();
      } else {
        next();
      }
    }
  }

  void skipBlanks() {
    while (!atEnd() && (peek() == ' ' || peek() == '\t')) {
      at++;
    }
  }

  void endLine() {
    skipBlanks();
    if (!atEnd() && peek() == '#') {
      comment();
    }
    if (!atEnd() && next() != '\n') {
      throw fault(line, "the end of the line was expected");
    }
  }

  boolean take(String expected) {
    if (!text.startsWith(expected, at)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  void expect(String expected) {
    skipBlanks();
    if (!take(expected)) {
      throw fault(line, "\"" + expected + "\" was expected");
    }
  }

  boolean isQuote() {
    return !atEnd() && (peek() == '"' || peek() == '\'');
  }

  String keyPart() {
    if (isQuote()) {
      return text(false);
    }
    int start = at;
    while (!atEnd() && isBare(peek())) {
      at++;
    }
    if (start == at) {
      throw fault(line, "a key was expected");
    }
    return text.substring(start, at);
  }

  private static boolean isBare(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  /** What is neither text, array nor table. */
  String plain() {
    int start = at;
    while (!atEnd() && ",]}#\n".indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  /** A text in quotes. */
  String text(boolean mayHaveLines) {
    int start = line;
    char quote = next();
    boolean lines = mayHaveLines && take(("" + quote).repeat(2));
    if (!lines && mayHaveLines && !atEnd() && peek() == quote) {
      next();
      return "";
    }
    if (lines) {
      take("\n");
      line += text.charAt(at - 1) == '\n' ? 1 : 0;
    }
    String end = ("" + quote).repeat(lines ? 3 : 1);
    var result = new StringBuilder();
    while (!text.startsWith(end, at)) {
      if (atEnd() || !lines && peek() == '\n') {
        throw fault(start, "a text has no end");
      }
      char c = next();
      if (c == '\\' && quote == '"') {
        escape(result, lines);
      } else if (c < ' ' && c != '\t' && c != '\n' || c == 0x7f) {
        throw fault(line, "a control character in a text");
      } else {
        result.append(c);
      }
    }
    at += end.length();
    // Up to two quotes may stand before the three that end it.
    for (int more = 0; lines && more < 2 && !atEnd() && peek() == quote; more++) {
      result.append(next());
    }
    return result.toString();
  }

  private void escape(StringBuilder result, boolean lines) {
    char c = atEnd() ? '\0' : next();
    if (ESCAPES.containsKey(c)) {
      result.append(ESCAPES.get(c));
    } else if (c == 'u' || c == 'U') {
      int digits = c == 'u' ? 4 : 8;
      int end = Math.min(text.length(), at + digits);
      String hex = text.substring(at, end);
      if (!hex.matches("[0-9A-Fa-f]{" + digits + "}")) {
        throw fault(line, "a malformed escape");
      }
      long point = Long.parseLong(hex, 16);
      if (point > Character.MAX_CODE_POINT || point >= 0xd800 && point <= 0xdfff) {
        throw fault(line, "an escape that is no character");
      }
      result.appendCodePoint((int) point);
      at = end;
    } else if (lines && (c == '\n' || c == ' ' || c == '\t')) {
      while (!atEnd() && " \t\n".indexOf(peek()) >= 0) {
        next();
      }
    } else {
      throw fault(line, "an unknown escape");
    }
  }

  private void comment() {
    while (!atEnd() && peek() != '\n') {
      at++;
    }
  }

  private char peek() {
    return text.charAt(at);
  }

  private char next() {
    char c = text.charAt(at++);
    if (c == '\n') {
      line++;
    }
    return c;
  }
}
