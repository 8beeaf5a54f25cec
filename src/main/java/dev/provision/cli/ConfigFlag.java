package dev.provision.cli;

import dev.provision.transport.SshOptions;
import dev.provision.transport.SshTarget;
import dev.provision.transport.SshWay;
import dev.provision.transport.config.InvalidSshConfigException;
import dev.provision.transport.config.Seat;
import dev.provision.transport.config.SshConfig;
import dev.provision.transport.config.SshConfig.Route;
import dev.provision.transport.config.SshConfig.Settled;
import java.nio.file.Path;
import java.util.Optional;

/** What a file of ssh_config(5) adds to flags and inventory; without one, nothing. */
final class ConfigFlag {
  /** Its name. */
  static final String NAME = "--ssh-config";

  private final Optional<SshConfig> config;

  /**
   * Reads the file where the built-in SSH connects; OpenSSH reads it by itself.
   *
   * @throws UsageException when it is unsound
   */
  ConfigFlag(CommandContext context, SshWay way) {
    try {
      config =
          way instanceof SshOptions
              ? context.option(NAME).map(file -> SshConfig.read(context.path(file), seat(context)))
              : Optional.empty();
    } catch (InvalidSshConfigException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /**
   * A host with everything that is said about it.
   *
   * @throws UsageException when the file says what cannot be honoured
   */
  Target.Ssh target(SshTarget address, SshWay way, Settled settled) {
    if (config.isEmpty() || !(way instanceof SshOptions options)) {
      return new Target.Ssh(address, way);
    }
    try {
      Route route = config.get().route(address, options, settled);
      return new Target.Ssh(route.target(), route.options());
    } catch (InvalidSshConfigException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static Seat seat(CommandContext context) {
    return new Seat(
        System.getProperty("user.name", "root"),
        Path.of(System.getProperty("user.home")),
        context.directory(),
        context.environment());
  }
}
