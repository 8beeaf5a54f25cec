package dev.provision.lint.shell;

/** Where a reader is in a script. */
final class Cursor {
  final String text;
  int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean done() {
    return at >= text.length();
  }

  char peek() {
    return text.charAt(at);
  }

  boolean sees(String next) {
    return text.startsWith(next, at);
  }

  /** Goes on to behind the next such text; to the end, and false, when there is none. */
  boolean skipPast(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
    return found >= 0;
  }

  /** To the end of the line, which is not passed. */
  void skipLine() {
    int found = text.indexOf('\n', at);
    at = found < 0 ? text.length() : found;
  }

  /** The text up to the bracket that closes this one, and goes on behind it; null without one. */
  String bracketed(char opening, char closing) {
    int depth = 1;
    int start = at;
    while (!done()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '\'') {
        skipPast("'");
      } else if (c == opening) {
        depth++;
      } else if (c == closing && --depth == 0) {
        return text.substring(start, at - 1);
      }
    }
    at = text.length();
    return null;
  }
}
