package dev.provision.lint.expression;

import java.util.Optional;

/**
 * A text that may be known only to some point.
 *
 * @param text all of it, or what stands before the first part that is not known
 */
public record Value(String text, boolean known) {
  public static final Value UNKNOWN = new Value("", false);

  public static Value of(String text) {
    return new Value(text, true);
  }

  /** The text when there is nothing unknown about it. */
  public Optional<String> whole() {
    return known ? Optional.of(text) : Optional.empty();
  }

  /** Whether it is known and is that. */
  public boolean is(String other) {
    return known && text.equals(other);
  }

  /** Whether it begins so, whatever follows. */
  public boolean startsWith(String prefix) {
    return text.startsWith(prefix);
  }
}
