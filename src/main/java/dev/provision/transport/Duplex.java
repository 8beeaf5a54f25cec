package dev.provision.transport;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A program on the host that bytes are exchanged with as they are. One thread reads and writes; any
 * thread may close.
 */
public interface Duplex extends AutoCloseable {

  /** What it prints on standard output. */
  InputStream output();

  /** Its standard input. */
  OutputStream input();

  /** The last line that it has printed on standard error so far, fit to be part of a message. */
  String lastWords();

  /** Lets go of it, also where a thread waits for it; it is told to end if it has not. */
  @Override
  void close();
}
