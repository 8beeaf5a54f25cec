package dev.provision.transport.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line that says something.
 *
 * @param place file and number, for messages
 * @param keyword in lower case
 * @param text all that follows the keyword, for those that cut it in their own way
 * @param arguments the same, cut
 */
record ConfigLine(String place, String keyword, String text, List<String> arguments) {
  /** How to go on where the built-in SSH does not. */
  static final String REMEDY = "--transport openssh hands the whole file to OpenSSH";

  private static final Pattern END = Pattern.compile("[ \t\r\n\f]+$");

  /**
   * Reads a line; empty when it is blank or a comment.
   *
   * @throws InvalidSshConfigException when it cannot be cut into words
   */
  static Optional<ConfigLine> parse(String place, String line) {
    var words = new Words(END.matcher(line).replaceFirst(""));
    String keyword = words.next().orElse("").toLowerCase(Locale.ROOT);
    if (keyword.isEmpty() || keyword.startsWith("#")) {
      return Optional.empty();
    }
    String text = words.rest();
    if (text.isEmpty()) {
      throw new InvalidSshConfigException(
          place, keyword + " has no argument", "write one, or remove the line");
    }
    List<String> arguments =
        Words.arguments(text)
            .orElseThrow(
                () ->
                    new InvalidSshConfigException(
                        place, keyword + " has a quote that is not closed", "close it"));
    return Optional.of(new ConfigLine(place, keyword, text, arguments));
  }

  /**
   * The only argument.
   *
   * @throws InvalidSshConfigException when there is none, or more
   */
  String argument() {
    if (arguments.size() != 1 || arguments.get(0).isEmpty()) {
      throw invalid("takes one argument, and has " + arguments.size(), "write one");
    }
    return arguments.get(0);
  }

  /** Something is wrong with what this line says. */
  InvalidSshConfigException invalid(String what, String remedy) {
    return new InvalidSshConfigException(place, keyword + " " + what, remedy);
  }

  /** The built-in SSH does not do what this line says. */
  InvalidSshConfigException unsupported(String what) {
    return invalid(what, REMEDY);
  }
}
