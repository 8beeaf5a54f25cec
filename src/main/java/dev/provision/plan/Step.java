package dev.provision.plan;

import java.util.Optional;

/**
 * One thing that apply does on the host. The function undoes nothing itself: it notes how to undo
 * what it did before it does it.
 *
 * @param title for people: {@code write /etc/containers/policy.json}
 * @param call gets the number of the staged content as its first argument when there is one
 * @param content bytes that travel over standard input, never on a command line
 */
public record Step(String title, Call call, Optional<Content> content) {

  /** Bytes of a file, compared by value. */
  public record Content(String text) {}

  /** A step without content. */
  public Step(String title, Call call) {
    this(title, call, Optional.empty());
  }
}
