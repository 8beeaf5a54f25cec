package dev.provision.transport;

import java.util.function.Consumer;

/**
 * Carries programs and bytes to one host. Implementations are used by one thread at a time and keep
 * one connection open until closed.
 */
public interface Transport extends AutoCloseable {

  /** What people call this host: {@code packer@10.0.0.4:22}, {@code this machine}. */
  String name();

  /** Whether the host runs; a tree on a disk does not. */
  default boolean isBooted() {
    return true;
  }

  /**
   * Runs a program as root and waits for its end.
   *
   * @param onLine gets each line of standard output as it arrives, without its line end
   * @return the exit status and everything printed
   * @throws UnreachableException when the host cannot be reached, does not let us in, does not let
   *     us become root, or the connection breaks
   * @throws TimeLimitException when the program outlives {@link Script#limit()}
   */
  Outcome run(Script script, Consumer<String> onLine);

  /**
   * As {@link #run(Script, Consumer)}, but standard input stays open after {@link Script#input()},
   * until the conversation ends it. A script must take the end of its input as the end of us: the
   * connection may have been lost.
   */
  Outcome converse(Script script, Conversation conversation);

  /**
   * Starts a program as root and comes back while it runs: for protocols that are not lines.
   * Several may be open at once, and others may run meanwhile.
   *
   * @throws UnreachableException as {@link #run(Script, Consumer)} does
   */
  default Duplex open(Script script) {
    throw new UnsupportedOperationException(name() + " carries no bytes");
  }

  /** {@link #run(Script, Consumer)} without a listener. */
  default Outcome run(Script script) {
    return run(script, line -> {});
  }

  @Override
  void close();
}
