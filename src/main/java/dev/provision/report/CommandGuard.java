package dev.provision.report;

/**
 * Takes the power out of Azure Pipelines' logging commands in a stream of text. The agent runs
 * {@code ##vso[...]} found anywhere in a line that a step prints, so whatever a host says could set
 * variables of the pipeline that checks it; the web page colours lines that begin with {@code ##[}.
 *
 * <p>Chunks may end anywhere: what could become a command is held back until it is decided.
 */
public final class CommandGuard {
  private static final String REST = "vso[";

  private boolean lineStart = true;
  private boolean hashesAtLineStart;
  private int hashes;
  private final StringBuilder matched = new StringBuilder();

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

  private void accept(char c, StringBuilder decided) {
    if (hashes == 0) {
      begin(c, decided);
    } else if (matched.isEmpty() && c == '#') {
      hashes++;
    } else if (matched.isEmpty() && c == '[' && hashes > 1 && hashesAtLineStart) {
      decided.append(' ');
      release(decided);
      decided.append(c);
    } else if (lower(c) == REST.charAt(matched.length())) {
      matched.append(c);
      if (matched.length() == REST.length()) {
        decided.append("##_vso[");
        hashes = 0;
        matched.setLength(0);
      }
    } else {
      release(decided);
      begin(c, decided);
    }
  }

  private void begin(char c, StringBuilder decided) {
    if (c == '#') {
      hashes = 1;
      hashesAtLineStart = lineStart;
      lineStart = false;
    } else {
      decided.append(c);
      lineStart = c == '\n' || c == '\r';
    }
  }

  private void release(StringBuilder decided) {
    decided.append("#".repeat(hashes)).append(matched);
    hashes = 0;
    matched.setLength(0);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
