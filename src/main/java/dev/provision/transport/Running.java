package dev.provision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** A started command: three byte streams and an end. */
interface Running extends AutoCloseable {
  /** Its standard input; writing to one that no longer reads is an {@link IOException}. */
  OutputStream stdin();

  /** Its standard output. */
  InputStream stdout();

  /** Its standard error. */
  InputStream stderr();

  /**
   * The exit status, 128 plus the number after a signal.
   *
   * @param patience how long to wait for it; zero only looks
   * @return empty when it has not ended
   * @throws IOException when the end can no longer be learned
   */
  OptionalInt status(Duration patience) throws IOException;

  /** Lets go of it; it is told to end if it has not. */
  @Override
  void close();

  /** Starts commands on one host. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts a command.
     *
     * @param inputIsAll whether nothing will follow the program's input
     * @throws IOException when it could not be started
     */
    Running start(RootProgram program, boolean inputIsAll) throws IOException;
  }
}
