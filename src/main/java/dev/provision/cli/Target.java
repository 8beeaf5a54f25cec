package dev.provision.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The machine to work on, as it was named.
 *
 * @param ssh how to get there; empty means this machine
 * @param sudoPassword for an account that sudo asks
 */
record Target(Optional<Ssh> ssh, Optional<String> sudoPassword) {

  /**
   * A host behind SSH; absent parts are decided by the transport.
   *
   * @param host {@code [user@]host[:port]}
   * @param identity the private key
   * @param hostKey {@code strict}, {@code accept-new} or {@code SHA256:...}
   */
  record Ssh(
      String host,
      Optional<String> user,
      Optional<Integer> port,
      Optional<Identity> identity,
      Optional<String> jump,
      Optional<Path> knownHosts,
      String hostKey,
      Duration connectTimeout) {}

  /** Where the private key is: a file, or text that was read from standard input. */
  record Identity(Optional<Path> file, Optional<String> text) {}
}
