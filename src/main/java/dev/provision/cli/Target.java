package dev.provision.cli;

import dev.provision.transport.SshTarget;
import dev.provision.transport.SshWay;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine to work on.
 *
 * @param ssh how to get there; empty means this machine, or
 * @param tree a file system tree on it that is not booted
 * @param sudoPassword for an account that sudo asks
 */
record Target(Optional<Ssh> ssh, Optional<Path> tree, Optional<String> sudoPassword) {

  /** A host behind SSH. */
  record Ssh(SshTarget address, SshWay way) {}
}
