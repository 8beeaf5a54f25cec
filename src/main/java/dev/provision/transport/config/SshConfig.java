package dev.provision.transport.config;

import dev.provision.transport.SshOptions;
import dev.provision.transport.SshTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of ssh_config(5), with what of it matters for the built-in SSH: how to get to a host. What
 * is settled before wins over the file, and the file over defaults. For one thread; what it gives
 * is for any number.
 */
public final class SshConfig {
  private static final int MOST_JUMPS = 16;

  private final ConfigFile file;
  private final Seat seat;
  private final HopOptions options;

  private SshConfig(ConfigFile file, Seat seat) {
    this.file = file;
    this.seat = seat;
    options = new HopOptions(seat);
  }

  /**
   * Reads a file and all that it includes.
   *
   * @throws InvalidSshConfigException with a sentence that begins with file and line
   */
  public static SshConfig read(Path file, Seat seat) {
    return new SshConfig(new ConfigReader(seat.home()).read(file), seat);
  }

  /**
   * What flags and the inventory have said of a host, and the file may not.
   *
   * @param user whether its user was named
   * @param port whether its port was named
   * @param knownHosts whether files with the keys of hosts were
   * @param hostKey whether a policy for them was
   * @param connectTimeout whether the time to connect was
   * @param jumps hosts to go through, separated by commas, when they were
   */
  public record Settled(
      boolean user,
      boolean port,
      boolean knownHosts,
      boolean hostKey,
      boolean connectTimeout,
      Optional<String> jumps) {}

  /**
   * Where a host is and how to get in.
   *
   * @param options those of the jumps are in them
   */
  public record Route(SshTarget target, SshOptions options) {}

  /**
   * The way to a host.
   *
   * @param asked its host is what the patterns of the file are matched with
   * @param given what flags and the inventory say; its keys are settled when they have an identity
   * @throws InvalidSshConfigException when the file says what the built-in SSH cannot honour
   * @throws IllegalArgumentException with a sentence when the jumps that are settled are malformed
   */
  public Route route(SshTarget asked, SshOptions given, Settled settled) {
    Optional<List<Jump>> named = settled.jumps().map(Jump::list);
    Jump last =
        new Jump(
            asked.host(),
            settled.user() ? Optional.of(asked.user()) : Optional.empty(),
            settled.port() ? Optional.of(asked.port()) : Optional.empty());
    HostSettings settings = settings(last, named.isPresent());
    SshTarget target = target(settings);
    var ways = new HashMap<SshTarget, SshOptions>();
    List<SshTarget> jumps =
        through(named.orElseGet(settings::jumps), given, settled, ways, asked.host());
    return new Route(
        asked.alias().map(target::withAlias).orElse(target),
        options.of(settings, given, settled).withJumps(jumps).withJumpOptions(ways));
  }

  /** A host that is gone through has a way of its own only where nobody has gone before. */
  private List<SshTarget> through(
      List<Jump> jumps,
      SshOptions given,
      Settled settled,
      Map<SshTarget, SshOptions> ways,
      String to) {
    var all = new ArrayList<SshTarget>();
    for (int i = 0; i < jumps.size(); i++) {
      HostSettings settings = settings(jumps.get(i), i > 0);
      SshTarget target = target(settings);
      if (ways.size() > MOST_JUMPS || ways.containsKey(target)) {
        throw settings
            .line("proxyjump")
            .map(line -> line.invalid("goes in a circle", "write ProxyJump none for " + target))
            .orElseGet(
                () ->
                    new InvalidSshConfigException(
                        "the way to " + to, "goes twice through " + target, "name it once"));
      }
      ways.put(target, options.of(settings, given, settled));
      all.addAll(through(settings.jumps(), given, settled, ways, to));
      all.add(target);
    }
    return all;
  }

  private HostSettings settings(Jump host, boolean isRouted) {
    return HostSettings.of(
        file, new HostLines.Asked(host.host(), host.user(), host.port(), isRouted), seat);
  }

  private static SshTarget target(HostSettings settings) {
    try {
      var target = new SshTarget(settings.user(), settings.hostName(), settings.port());
      return settings.hostKeyAlias().map(target::withAlias).orElse(target);
    } catch (IllegalArgumentException e) {
      throw settings
          .line("hostname")
          .map(line -> line.invalid("or another line leads nowhere: " + e.getMessage(), "mend it"))
          .orElseThrow(() -> e);
    }
  }
}
