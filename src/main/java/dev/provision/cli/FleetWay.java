package dev.provision.cli;

import dev.provision.fleet.inventory.FleetHost;
import dev.provision.transport.HostKeyPolicy;
import dev.provision.transport.SshTarget;
import dev.provision.transport.SshWay;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The way to each host: what the inventory says of it, else what the flags say, else ssh_config.
 */
final class FleetWay {
  private final CommandContext context;
  private final SshWay common;
  private final ConfigFlag config;
  private final Optional<String> sudoPassword;

  /** A key's file is read once for all its hosts. */
  private final Map<String, SshWay> byIdentity = new HashMap<>();

  /**
   * Reads the flags.
   *
   * @throws UsageException when one is malformed
   */
  FleetWay(CommandContext context) {
    this.context = context;
    this.sudoPassword = TargetOptions.sudoPassword(context);
    try {
      this.common = SshFlags.way(context, sudoPassword);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    this.config = new ConfigFlag(context, common);
  }

  /**
   * How to get to one; one at a time, as files that hosts share are read once.
   *
   * @throws IllegalArgumentException with a sentence when a part is malformed
   */
  synchronized Target to(FleetHost host) {
    String address = host.address().orElseThrow();
    // Of Azure and Ansible, which write an address of IPv6 as it is.
    String bracketed =
        address.indexOf(':') != address.lastIndexOf(':') && !address.startsWith("[")
            ? "[" + address + "]"
            : address;
    SshTarget target =
        SshTarget.parse(
            bracketed,
            host.user().orElseGet(() -> SshFlags.user(context)),
            host.port().orElseGet(() -> SshFlags.port(context)));
    SshTarget named = host.alias().map(target::withAlias).orElse(target);
    SshWay way = host.identity().map(this::withIdentity).orElse(common);
    if (host.fingerprint().isPresent()) {
      way = way.withHostKey(HostKeyPolicy.parse(host.fingerprint().get()));
    }
    if (host.jump().isPresent()) {
      way = way.withJumps(SshFlags.jumps(host.jump().get()));
    }
    boolean user = host.user().isPresent();
    boolean port = host.port().isPresent() || SshTarget.namesPort(bracketed);
    way = SshFlags.given(context, way, user, port);
    return new Target(
        Optional.of(
            config.target(
                named,
                way,
                SshFlags.settled(
                    context, user, port, host.fingerprint().isPresent(), host.jump()))),
        Optional.empty(),
        sudoPassword);
  }

  /** As Ansible does, with the home of whoever runs this. */
  private SshWay withIdentity(String file) {
    return byIdentity.computeIfAbsent(
        file,
        it ->
            common.withIdentityFile(
                it.startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), it.substring(2))
                    : context.path(it)));
  }
}
