package dev.provision.lint.shell;

import java.util.List;
import java.util.Optional;

/**
 * A simple command.
 *
 * @param assignments {@code NAME=value} before it
 * @param words the command and its arguments
 */
public record ShellCommand(List<Word> assignments, List<Word> words) {
  public ShellCommand {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
  }

  /** The command's own name, when it is known. */
  public Optional<String> name() {
    return words.isEmpty() ? Optional.empty() : words.get(0).value().whole();
  }

  /** Whether its first words are these. */
  public boolean begins(String... first) {
    if (words.size() < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if (!words.get(i).is(first[i])) {
        return false;
      }
    }
    return true;
  }

  /** Where it begins in the script. */
  public int offset() {
    return (assignments.isEmpty() ? words : assignments).get(0).offset();
  }
}
