package dev.provision.lint.shell;

/** Where a reader is in a script. */
final class Cursor {
  /** Of substitutions in quotes; what is deeper is not understood. */
  private static final int NESTING = 20;

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
    int start = at;
    return skipBracketed(opening, closing, 0) ? text.substring(start, at - 1) : null;
  }

  private boolean skipBracketed(char opening, char closing, int nesting) {
    int depth = 1;
    while (!done() && nesting < NESTING) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at = Math.min(at + 1, text.length());
      } else if (c == '\'' && closing == ')') {
        skipPast("'");
      } else if (c == '"') {
        skipQuoted(nesting);
      } else if (c == opening) {
        depth++;
      } else if (c == closing && --depth == 0) {
        return true;
      }
    }
    at = text.length();
    return false;
  }

  /** In double quotes, substitutions have quotes of their own. */
  private void skipQuoted(int nesting) {
    while (!done()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        at = Math.min(at + 1, text.length());
      } else if (c == '$' && sees("(")) {
        at++;
        skipBracketed('(', ')', nesting + 1);
      }
    }
  }
}
