package dev.provision.podman.context;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole {@code .containerignore} or {@code .dockerignore}: of all lines that mean a path the last
 * decides.
 */
public record IgnoreRules(List<IgnorePattern> patterns) {
  /** Ignores nothing. */
  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  public IgnoreRules {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads a file's text.
   *
   * @throws IllegalArgumentException with the line's number and what is wrong in it
   */
  public static IgnoreRules parse(String text) {
    var patterns = new ArrayList<IgnorePattern>();
    int number = 0;
    for (String line :
        text.startsWith("\uFEFF") ? text.substring(1).split("\n") : text.split("\n")) {
      number++;
      // As docker reads it: a comment begins in the first column.
      if (!line.startsWith("#") && !line.isBlank()) {
        try {
          patterns.add(IgnorePattern.parse(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    return new IgnoreRules(patterns);
  }

  /** Whether a path, from the context's root, stays at home. */
  boolean ignores(String path) {
    boolean ignored = false;
    for (IgnorePattern pattern : patterns) {
      if (pattern.exception() == ignored && pattern.matches(path)) {
        ignored = !pattern.exception();
      }
    }
    return ignored;
  }

  /** Whether something in an ignored folder may be sent all the same. */
  boolean hasExceptions() {
    return patterns.stream().anyMatch(IgnorePattern::exception);
  }
}
