package dev.provision.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How to reach hosts. One instance serves any number of connections and threads.
 *
 * @param keys what to log in with
 * @param knownHosts the keys of hosts
 * @param hostKey which of them to trust
 * @param connectTimeout for each hop, from the name's resolution to its key, and again for the
 *     login
 * @param jumps hosts to go through, nearest first; their keys are checked in the same way
 * @param jumpOptions how to get in at those of them that have another way
 * @param sudoPassword asked for each script; empty when sudo wants none or the login is root
 */
public record SshOptions(
    SshKeys keys,
    KnownHosts knownHosts,
    HostKeyPolicy hostKey,
    Duration connectTimeout,
    List<SshTarget> jumps,
    Map<SshTarget, SshOptions> jumpOptions,
    Supplier<Optional<String>> sudoPassword)
    implements SshWay {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException when the time-out is not positive
   */
  public SshOptions {
    jumps = List.copyOf(jumps);
    jumpOptions = Map.copyOf(jumpOptions);
    if (connectTimeout.isZero() || connectTimeout.isNegative()) {
      throw new IllegalArgumentException("the time to connect must be positive");
    }
  }

  /** Strict, the user's known_hosts, the agent of {@code SSH_AUTH_SOCK}, 30 s to connect. */
  public static SshOptions defaults() {
    return new SshOptions(
        SshKeys.of(
            Optional.empty(),
            Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                .filter(s -> !s.isBlank())
                .map(Path::of)),
        KnownHosts.standard(),
        HostKeyPolicy.STRICT,
        CONNECT_TIMEOUT,
        List.of(),
        Map.of(),
        Optional::empty);
  }

  @Override
  public Transport connect(SshTarget target) {
    return SshTransport.connect(target, this);
  }

  @Override
  public SshOptions withIdentityFile(Path file) {
    return withIdentity(SshIdentity.file(file));
  }

  /** With the only key to log in with. */
  public SshOptions withIdentity(SshIdentity value) {
    return withKeys(keys.withIdentity(value));
  }

  /** With keys to log in with. */
  public SshOptions withKeys(SshKeys value) {
    return new SshOptions(
        value, knownHosts, hostKey, connectTimeout, jumps, jumpOptions, sudoPassword);
  }

  /** With known_hosts files. */
  public SshOptions withKnownHosts(KnownHosts value) {
    return new SshOptions(keys, value, hostKey, connectTimeout, jumps, jumpOptions, sudoPassword);
  }

  @Override
  public SshOptions withHostKey(HostKeyPolicy value) {
    return new SshOptions(
        keys, knownHosts, value, connectTimeout, jumps, jumpOptions, sudoPassword);
  }

  /** With a time to connect. */
  public SshOptions withConnectTimeout(Duration value) {
    return new SshOptions(keys, knownHosts, hostKey, value, jumps, jumpOptions, sudoPassword);
  }

  @Override
  public SshOptions withJumps(List<SshTarget> value) {
    return new SshOptions(
        keys, knownHosts, hostKey, connectTimeout, value, jumpOptions, sudoPassword);
  }

  /** With other ways to get in at some of the hosts to go through. */
  public SshOptions withJumpOptions(Map<SshTarget, SshOptions> value) {
    return new SshOptions(keys, knownHosts, hostKey, connectTimeout, jumps, value, sudoPassword);
  }

  /** How to get in at the target, or at a host before it. */
  SshOptions at(SshTarget hop) {
    return jumps.contains(hop) ? jumpOptions.getOrDefault(hop, this) : this;
  }

  /** With a password for sudo. */
  public SshOptions withSudoPassword(Supplier<Optional<String>> value) {
    return new SshOptions(keys, knownHosts, hostKey, connectTimeout, jumps, jumpOptions, value);
  }
}
