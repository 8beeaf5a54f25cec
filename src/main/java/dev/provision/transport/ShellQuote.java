package dev.provision.transport;

import java.util.List;

/**
 * The only place that turns values into shell words. Everything else hands values over as arguments
 * or as input.
 */
public final class ShellQuote {
  private ShellQuote() {}

  /**
   * One word that any POSIX shell reads back as {@code value}.
   *
   * @throws IllegalArgumentException on NUL, which no argument can carry
   */
  public static String word(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a shell word cannot contain NUL");
    }
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /** Words, separated by blanks. */
  public static String words(List<String> values) {
    return String.join(" ", values.stream().map(ShellQuote::word).toList());
  }
}
