package dev.provision.cli;

import java.util.function.Supplier;

/** The process is told to end, by Ctrl-C say, while it works. */
final class Interruption {
  private Interruption() {}

  /** Works, and says something when it is interrupted. */
  static <R> R saying(String farewell, Console console, Supplier<R> work) {
    var hook = new Thread(() -> console.advise(farewell), "farewell");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It is being said.
      }
    }
  }
}
