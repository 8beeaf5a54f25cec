package dev.provision.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How to reach hosts over SSH. One instance serves any number of connections and threads. */
public sealed interface SshWay permits SshOptions, OpenSshOptions {
  /**
   * Connects, at the latest when the first program is run.
   *
   * @throws UnreachableException in one sentence why not, and what to do
   */
  Transport connect(SshTarget target);

  /** Which host keys are trusted. */
  HostKeyPolicy hostKey();

  /** For each hop, from the name's resolution to its key. */
  Duration connectTimeout();

  /** Hosts to go through, nearest first. */
  List<SshTarget> jumps();

  /** Asked for each script; empty when sudo wants none or the login is root. */
  Supplier<Optional<String>> sudoPassword();

  /**
   * With the file of the only key to log in with.
   *
   * @throws IllegalArgumentException with a sentence when it cannot be used
   */
  SshWay withIdentityFile(Path file);

  /** With a policy for host keys. */
  SshWay withHostKey(HostKeyPolicy value);

  /** With hosts to go through, nearest first. */
  SshWay withJumps(List<SshTarget> value);
}
