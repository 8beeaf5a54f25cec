package dev.provision.report;

/**
 * Text that came from a host, a file or an environment variable, made safe to print: terminal
 * escape sequences, control characters and invisible characters are gone, and so are Azure
 * Pipelines' logging commands. Line ends become LF.
 *
 * <p>Invisible characters matter twice: they hide text from people, and the agent looks for {@code
 * ##vso[} with .NET's culture-sensitive IndexOf, which skips them, so that a soft hyphen inside the
 * marker would not stop it.
 *
 * <p>An instance filters a stream whose chunks may end anywhere, also inside an escape sequence.
 */
public final class HostText {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';
  private static final char C1_CSI = '\u009b';

  private enum State {
    TEXT,
    ESCAPED,
    /** Inside {@code ESC [ ... letter}. */
    SEQUENCE,
    /** Inside {@code ESC ] ... BEL}, or another string that {@code ESC \} ends. */
    STRING,
    STRING_ESCAPED
  }

  private final CommandGuard guard = new CommandGuard();
  private State state = State.TEXT;
  private boolean afterCarriageReturn;
  private char highSurrogate;

  /** Several lines, tabs kept. */
  public static String text(String raw) {
    var filter = new HostText();
    return filter.next(raw) + filter.end();
  }

  /** One line: ends of lines and tabs become blanks. */
  public static String line(String raw) {
    return CommandGuard.disarm(text(raw).replace('\n', ' ').replace('\t', ' ')).strip();
  }

  /** What of the stream is safe to print after one more chunk. */
  public String next(String chunk) {
    var visible = new StringBuilder(chunk.length());
    for (int i = 0; i < chunk.length(); i++) {
      accept(chunk.charAt(i), visible);
    }
    return guard.next(visible.toString());
  }

  /** What was held back; the stream is over. */
  public String end() {
    return guard.end();
  }

  private void accept(char c, StringBuilder visible) {
    switch (state) {
      case TEXT -> character(c, visible);
      case ESCAPED -> state = escaped(c);
      case SEQUENCE -> {
        if (c == '\n' || c == '\r') {
          state = State.TEXT;
          character(c, visible);
        } else if (c >= '@' && c <= '~') {
          state = State.TEXT;
        }
      }
      case STRING -> {
        if (c == BELL) {
          state = State.TEXT;
        } else if (c == ESCAPE) {
          state = State.STRING_ESCAPED;
        } else if (c == '\n' || c == '\r') {
          state = State.TEXT;
          character(c, visible);
        }
      }
      case STRING_ESCAPED -> state = c == '\\' ? State.TEXT : State.STRING;
    }
  }

  private static State escaped(char c) {
    return switch (c) {
      case '[' -> State.SEQUENCE;
      case ']', 'P', 'X', '^', '_' -> State.STRING;
      case ESCAPE, '(', ')', '*', '+', '#', '%', ' ' -> State.ESCAPED;
      default -> State.TEXT;
    };
  }

  private void character(char c, StringBuilder visible) {
    boolean lineFeedOfPair = afterCarriageReturn && c == '\n';
    afterCarriageReturn = c == '\r';
    char high = highSurrogate;
    highSurrogate = 0;
    if (c == ESCAPE) {
      state = State.ESCAPED;
    } else if (c == C1_CSI) {
      state = State.SEQUENCE;
    } else if (c == '\r') {
      visible.append('\n');
    } else if (c == '\n' || c == '\t') {
      if (!lineFeedOfPair) {
        visible.append(c);
      }
    } else if (Character.isHighSurrogate(c)) {
      highSurrogate = c;
    } else if (Character.isLowSurrogate(c)) {
      if (high != 0 && !Invisible.test(Character.toCodePoint(high, c))) {
        visible.append(high).append(c);
      }
    } else if (c == '\u2028' || c == '\u2029') {
      visible.append(' ');
    } else if (!Invisible.test(c)) {
      visible.append(c);
    }
  }
}
