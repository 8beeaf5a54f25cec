package dev.provision.transport;

/** Text of a host or a user, made fit to stand inside one of our messages. */
final class HostText {
  private static final int LENGTH = 300;

  private HostText() {}

  /**
   * One line of at most 300 characters. Control characters and those that reorder text become
   * {@code ?}, so that nothing drives a terminal or a log of Azure Pipelines.
   */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(LENGTH)
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                line.append(' ');
              } else {
                line.appendCodePoint(isHarmless(c) ? c : '?');
              }
            });
    return line.toString();
  }

  /** The last line that is not blank, as {@link #line} has it. */
  static String lastLine(String text) {
    String last = "";
    for (String line : text.split("[\r\n]")) {
      if (!line.isBlank()) {
        last = line;
      }
    }
    return line(last);
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
