package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.engine.DriftResult;
import dev.provision.engine.Progress;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.Fleet.Standing;
import dev.provision.fleet.FleetRun;
import dev.provision.fleet.FleetRun.Limits;
import dev.provision.fleet.HostState;
import dev.provision.fleet.inventory.FleetHost;
import dev.provision.fleet.inventory.InvalidInventoryException;
import dev.provision.profile.Problem;
import dev.provision.profile.Profile;
import dev.provision.transport.Ed25519Provider;
import dev.provision.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Drift of all hosts of an inventory. */
final class FleetDrift {
  private final CommandContext context;
  private final boolean fromReceipt;

  FleetDrift(CommandContext context, boolean fromReceipt) {
    this.context = context;
    this.fromReceipt = fromReceipt;
  }

  /** Everything that was written is looked at before anybody is asked. */
  ExitCode run() {
    Limits limits = FleetOptions.limits(context);
    FleetOptions.warns(context);
    var output = new FleetOutput(context);
    Optional<Fleet> before = FleetOutput.earlier(context, "--since");
    List<FleetHost> hosts = chosen(FleetOptions.hosts(context));
    FleetProfiles profiles = FleetProfiles.of(context, hosts, fromReceipt);
    var way = new FleetWay(context);
    check(hosts, way);
    if (hosts.size() >= Ed25519Provider.WORTHWHILE) {
      Ed25519Provider.register();
    }
    try (var fleet = new Fleet()) {
      try (var progress = new FleetProgress(context, hosts.size())) {
        FleetRun.of(
            hosts,
            limits,
            host -> {
              progress.asking(host.name());
              return ask(way.to(host), profiles.of(host));
            },
            profiles::name,
            (result, difference) -> {
              difference.ifPresent(fleet::add);
              fleet.add(result);
              progress.answered(result);
            });
      }
      return output.write(fleet, before);
    }
  }

  private List<FleetHost> chosen(List<FleetHost> hosts) {
    Optional<Set<String>> failed =
        FleetOutput.earlier(context, "--only-failed")
            .map(
                earlier ->
                    earlier.standings().stream()
                        .filter(it -> it.state() != HostState.IN_SYNC)
                        .map(Standing::host)
                        .collect(Collectors.toSet()));
    return failed
        .map(names -> hosts.stream().filter(it -> names.contains(it.name())).toList())
        .orElse(hosts);
  }

  /** The ways are not kept: of many hosts they are most of what would be. */
  private static void check(List<FleetHost> hosts, FleetWay way) {
    var problems = new ArrayList<Problem>();
    for (FleetHost host : hosts) {
      if (host.address().isPresent()) {
        try {
          way.to(host);
        } catch (IllegalArgumentException e) {
          problems.add(new Problem(host.name(), e.getMessage(), "mend it in the inventory"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInventoryException(problems);
    }
  }

  private DriftResult ask(Target target, Optional<Profile> given) {
    try (Transport host = context.workbench().connect(target)) {
      Profile profile = given.orElseGet(() -> HostCommand.receipt(context, host));
      return context
          .workbench()
          .work(profile, HostCommand.maker(context), host, Progress.NONE)
          .drift();
    }
  }
}
