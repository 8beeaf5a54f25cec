package dev.provision.podman.http;

import java.time.Duration;

/** Where a server listens. */
public interface Endpoint extends AutoCloseable {

  /** What people call it: {@code /run/podman/podman.sock}. */
  String name();

  /**
   * Opens a connection; there may be several at a time.
   *
   * @param patience how long to wait for it
   * @param lifetime how long it will be needed at most
   * @throws dev.provision.transport.UnreachableException when nobody listens, with the remedy
   * @throws dev.provision.transport.TimeLimitException when that is not known in time
   */
  Connection connect(Duration patience, Duration lifetime);

  @Override
  default void close() {}
}
