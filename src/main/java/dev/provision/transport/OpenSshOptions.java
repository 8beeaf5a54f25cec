package dev.provision.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How to reach hosts by the {@code ssh} of this machine, which brings what the built-in way lacks:
 * all of ssh_config(5), hardware keys, proxies. What is empty here is ssh's own to decide.
 *
 * @param config read in the place of {@code ~/.ssh/config} and {@code /etc/ssh/ssh_config}
 * @param identity the file of a key to log in with, ahead of those that ssh_config names
 * @param knownHosts the only file with the keys of hosts
 * @param agentSocket the socket of ssh-agent, {@code SSH_AUTH_SOCK}
 * @param hostKey which keys of hosts to trust
 * @param connectTimeout for each hop, up to its key
 * @param jumps hosts to go through, nearest first; a fingerprint is asked of the last host alone
 * @param given what a target says and ssh_config may not
 * @param sudoPassword asked for each script; empty when sudo wants none or the login is root
 */
public record OpenSshOptions(
    Optional<Path> config,
    Optional<Path> identity,
    Optional<Path> knownHosts,
    Optional<Path> agentSocket,
    HostKeyPolicy hostKey,
    Duration connectTimeout,
    List<SshTarget> jumps,
    Given given,
    Supplier<Optional<String>> sudoPassword)
    implements SshWay {

  /**
   * Which parts of a target somebody has named; ssh_config may say the others.
   *
   * @param user whether its user is
   * @param port whether its port is
   */
  public record Given(boolean user, boolean port) {}

  /**
   * Copies the jumps and checks the paths.
   *
   * @throws IllegalArgumentException when a path has a character that ssh_config cannot hold
   */
  public OpenSshOptions {
    jumps = List.copyOf(jumps);
    config.ifPresent(OpenSshConfig::checkPath);
    identity.ifPresent(OpenSshConfig::checkPath);
    knownHosts.ifPresent(OpenSshConfig::checkPath);
  }

  @Override
  public Transport connect(SshTarget target) {
    return OpenSshTransport.to(target, this);
  }

  @Override
  public OpenSshOptions withIdentityFile(Path file) {
    return new OpenSshOptions(
        config,
        Optional.of(file),
        knownHosts,
        agentSocket,
        hostKey,
        connectTimeout,
        jumps,
        given,
        sudoPassword);
  }

  @Override
  public OpenSshOptions withHostKey(HostKeyPolicy value) {
    return new OpenSshOptions(
        config,
        identity,
        knownHosts,
        agentSocket,
        value,
        connectTimeout,
        jumps,
        given,
        sudoPassword);
  }

  @Override
  public OpenSshOptions withJumps(List<SshTarget> value) {
    return new OpenSshOptions(
        config,
        identity,
        knownHosts,
        agentSocket,
        hostKey,
        connectTimeout,
        value,
        given,
        sudoPassword);
  }

  /** With what the target says and ssh_config may not. */
  public OpenSshOptions withGiven(Given value) {
    return new OpenSshOptions(
        config,
        identity,
        knownHosts,
        agentSocket,
        hostKey,
        connectTimeout,
        jumps,
        value,
        sudoPassword);
  }
}
