package dev.provision.report;

/**
 * Takes the power out of Azure Pipelines' logging commands in a stream of text. The agent runs
 * {@code ##vso[...]} found anywhere in a line that a step prints, so whatever a host says could set
 * variables of the pipeline that checks it; for {@code ##vso} alone it adds a warning, and it keeps
 * ten of them only; the web page colours lines that begin with {@code ##[}.
 *
 * <p>The agent's search follows the language's rules, which skip hundreds of characters: not only
 * invisible ones, accents of many scripts too. Nothing beyond ASCII ends a marker here.
 *
 * <p>Chunks may end anywhere: what could become a command is held back until it is decided.
 */
public final class CommandGuard {
  private static final String REST = "vso";

  private boolean lineStart = true;
  private boolean hashesAtLineStart;
  private int hashes;
  private int matched;

  /** What is not decided, and where in it the marker would begin. */
  private final StringBuilder held = new StringBuilder();

  private int marker;

  /** A whole text at once. */
  static String disarm(String text) {
    var guard = new CommandGuard();
    return guard.next(text) + guard.end();
  }

  /** What of the stream is decided after one more chunk. */
  public String next(String chunk) {
    var decided = new StringBuilder(chunk.length() + 16);
    for (int i = 0; i < chunk.length(); i++) {
      accept(chunk.charAt(i), decided);
    }
    return decided.toString();
  }

  /** What was held back. */
  public String end() {
    var decided = new StringBuilder();
    release(decided);
    return decided.toString();
  }

  /** What was held back, and the end of the line unless it has ended. */
  public String endLine() {
    String end = end() + (lineStart ? "" : "\n");
    lineStart = true;
    return end;
  }

  private void accept(char c, StringBuilder decided) {
    if (hashes == 0) {
      begin(c, decided);
    } else if (isSkipped(c)) {
      held.append(c);
    } else if (matched == 0 && c == '#') {
      hashes++;
      held.append(c);
    } else if (matched == 0 && c == '[' && hashes > 1 && hashesAtLineStart) {
      decided.append(' ');
      release(decided);
      decided.append(c);
    } else if (matched < REST.length() && lower(c) == REST.charAt(matched)) {
      matched++;
      held.append(c);
      if (matched == REST.length() && hashes > 1) {
        neutralize(decided);
      }
    } else if (matched == REST.length() && c == '[') {
      neutralize(decided);
      decided.append(c);
    } else if (c == '#') {
      // A part of a marker never ends what is printed: another stream may go on with the rest.
      marker = held.length();
      hashes = 1;
      matched = 0;
      hashesAtLineStart = false;
      held.append(c);
    } else {
      release(decided);
      begin(c, decided);
    }
  }

  private void begin(char c, StringBuilder decided) {
    if (c == '#') {
      hashes = 1;
      held.append(c);
      hashesAtLineStart = lineStart;
      lineStart = false;
    } else {
      decided.append(c);
      lineStart = c == '\n' || c == '\r';
    }
  }

  private void neutralize(StringBuilder decided) {
    held.setLength(marker);
    held.append("##_").append(REST);
    release(decided);
  }

  private void release(StringBuilder decided) {
    decided.append(held);
    held.setLength(0);
    marker = 0;
    hashes = 0;
    matched = 0;
  }

  private static boolean isSkipped(char c) {
    return c > '~' || (c < ' ' && c != '\t' && c != '\n' && c != '\r');
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
