package dev.provision.transport.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What stands for something else in paths: {@code ~}, {@code %h} and the like, {@code ${NAME}}; see
 * TOKENS and ENVIRONMENT VARIABLES in ssh_config(5).
 *
 * @param values of the characters after a percent sign
 */
record Tokens(Seat seat, Map<Character, String> values) {
  Tokens {
    values = Map.copyOf(values);
  }

  /**
   * A path; a relative one starts at the working directory, as with ssh.
   *
   * @throws InvalidSshConfigException when something in it is not known here
   */
  Path path(ConfigLine line, String text) {
    if (!text.startsWith("~")) {
      return seat.directory().resolve(expand(line, text));
    }
    if (!text.equals("~") && !text.startsWith("~/")) {
      throw line.unsupported("has \"" + text + "\", the home of somebody else");
    }
    return seat.home().resolve(expand(line, text.substring(Math.min(2, text.length()))));
  }

  /** Only what follows percent signs. */
  String percents(ConfigLine line, String text) {
    return expand(line, text, false);
  }

  private String expand(ConfigLine line, String text) {
    return expand(line, text, true);
  }

  private String expand(ConfigLine line, String text, boolean variables) {
    var expanded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int close = text.indexOf('}', i);
      if (c == '%') {
        i++;
        expanded.append(value(line, i < text.length() ? text.charAt(i) : ' '));
      } else if (variables && c == '$' && text.startsWith("${", i) && close > 0) {
        expanded.append(variable(line, text.substring(i + 2, close)));
        i = close;
      } else {
        expanded.append(c);
      }
    }
    return expanded.toString();
  }

  private String variable(ConfigLine line, String name) {
    String value = seat.environment().get(name);
    if (value == null) {
      throw line.invalid("has the variable " + name + ", which is not set", "set it");
    }
    return value;
  }

  private String value(ConfigLine line, char token) {
    if (token == '%') {
      return "%";
    }
    String value = values.get(token);
    if (value == null) {
      throw line.unsupported("has the token %" + token);
    }
    return value;
  }
}
