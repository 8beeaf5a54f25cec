package dev.provision.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A call of a fragment's function. Arguments travel as data, fields of a line, so they hold no line
 * end and no field separator; profiles and parsers refuse such values long before.
 *
 * @param arguments visible in the host's process list, so nothing secret
 */
public record Call(Fragment fragment, String function, List<String> arguments) {
  /** ASCII unit separator, between the fields of a line. */
  static final char FIELD = '\u001f';

  public Call {
    arguments = List.copyOf(arguments);
    for (String argument : arguments) {
      if (argument.chars().anyMatch(c -> c == FIELD || c == '\n' || c == '\0')) {
        throw new IllegalArgumentException(function + ": an argument holds a control character");
      }
    }
  }

  /** The same call with one more argument before the others. */
  public Call withFirst(String argument) {
    var all = new ArrayList<String>();
    all.add(argument);
    all.addAll(arguments);
    return new Call(fragment, function, all);
  }

  /** The line that the program on the host reads; its last field keeps an empty one before it. */
  public String numberedLine(int number) {
    var line = new StringBuilder().append(number).append(FIELD).append(function);
    arguments.forEach(argument -> line.append(FIELD).append(argument));
    return line.append(FIELD).append('.').toString();
  }
}
