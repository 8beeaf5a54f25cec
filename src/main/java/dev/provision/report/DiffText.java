package dev.provision.report;

import java.util.stream.Collectors;

/**
 * A unified diff for people: tabs stay, every other character that would not show is spelled out,
 * so that a carriage return at the end of a line is seen as the difference that it is.
 */
final class DiffText {
  private DiffText() {}

  static String of(String diff, Palette palette) {
    return diff.isEmpty()
        ? ""
        : java.util.Arrays.stream(diff.split("\n"))
            .map(line -> colour(CommandGuard.disarm(visible(line)), palette) + "\n")
            .collect(Collectors.joining());
  }

  private static String colour(String line, Palette palette) {
    if (line.startsWith("---") || line.startsWith("+++")) {
      return palette.bold(line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> palette.green(line);
      case '-' -> palette.red(line);
      case '@' -> palette.cyan(line);
      default -> line;
    };
  }

  /** {@code ^M} for a carriage return, {@code <U+00AD>} for what has no letter. */
  static String visible(String line) {
    var visible = new StringBuilder(line.length());
    line.codePoints()
        .forEach(
            c -> {
              if (c == '\t' || !Invisible.test(c)) {
                visible.appendCodePoint(c);
              } else if (c < ' ') {
                visible.append('^').append((char) (c + '@'));
              } else {
                visible.append(String.format("<U+%04X>", c));
              }
            });
    return visible.toString();
  }
}
