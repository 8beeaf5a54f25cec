package dev.provision.podman.http;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/** Two byte streams to a server, used by one thread; any thread may close them. */
public interface Connection extends Closeable {

  /** What the server sends. */
  InputStream input();

  /** What it is sent. */
  OutputStream output();

  /** Ends both streams, also where a thread waits for them. */
  @Override
  void close();

  /** What is known about why the server sends nothing more; empty when nothing is. */
  default String trouble() {
    return "";
  }
}
