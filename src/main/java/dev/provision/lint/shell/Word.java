package dev.provision.lint.shell;

import dev.provision.lint.expression.Value;
import java.util.List;

/**
 * A word of a command, without its quotes.
 *
 * @param substitutions the commands whose output is a part of it, as written
 * @param offset where in the script it begins
 */
public record Word(Value value, List<String> substitutions, int offset) {
  public Word {
    substitutions = List.copyOf(substitutions);
  }

  public String text() {
    return value.text();
  }

  public boolean is(String other) {
    return value.is(other);
  }

  public boolean startsWith(String prefix) {
    return value.startsWith(prefix);
  }
}
