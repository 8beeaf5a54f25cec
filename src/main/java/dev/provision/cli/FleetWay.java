package dev.provision.cli;

import dev.provision.fleet.inventory.FleetHost;
import dev.provision.transport.HostKeyPolicy;
import dev.provision.transport.SshIdentity;
import dev.provision.transport.SshOptions;
import dev.provision.transport.SshTarget;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The way to each host: what the inventory says of it, else what the flags say. */
final class FleetWay {
  private final CommandContext context;
  private final SshOptions common;
  private final Optional<String> sudoPassword;

  /** A key's file is read once for all its hosts. */
  private final Map<String, SshIdentity> identities = new HashMap<>();

  FleetWay(CommandContext context) {
    this.context = context;
    this.sudoPassword = TargetOptions.sudoPassword(context);
    this.common = SshFlags.options(context, sudoPassword);
  }

  /**
   * How to get to one.
   *
   * @throws IllegalArgumentException with a sentence when a part is malformed
   */
  Target to(FleetHost host) {
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
    SshOptions options = common;
    if (host.identity().isPresent()) {
      options = options.withIdentity(identity(host.identity().get()));
    }
    if (host.fingerprint().isPresent()) {
      options = options.withHostKey(HostKeyPolicy.parse(host.fingerprint().get()));
    }
    if (host.jump().isPresent()) {
      options = options.withJumps(SshFlags.jumps(host.jump().get()));
    }
    return new Target(Optional.of(new Target.Ssh(named, options)), Optional.empty(), sudoPassword);
  }

  /** As Ansible does, with the home of whoever runs this. */
  private SshIdentity identity(String file) {
    return identities.computeIfAbsent(
        file,
        it ->
            SshIdentity.file(
                it.startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), it.substring(2))
                    : context.path(it)));
  }
}
