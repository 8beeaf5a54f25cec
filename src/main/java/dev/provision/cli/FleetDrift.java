package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.engine.DriftResult;
import dev.provision.engine.Progress;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.FleetRun;
import dev.provision.fleet.FleetRun.Limits;
import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.fleet.inventory.FleetHost;
import dev.provision.fleet.inventory.InvalidInventoryException;
import dev.provision.profile.Problem;
import dev.provision.profile.Profile;
import dev.provision.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, Target> targets = targets(hosts);
    var fleet = new Fleet();
    try (var progress = new FleetProgress(context, hosts.size())) {
      FleetRun.of(
          hosts,
          limits,
          host -> {
            progress.asking(host.name());
            return ask(targets.get(host.name()), profiles.of(host));
          },
          profiles::name,
          result -> {
            fleet.add(result);
            progress.answered(result);
          });
    }
    return output.write(fleet, before);
  }

  private List<FleetHost> chosen(List<FleetHost> hosts) {
    Optional<Set<String>> failed =
        FleetOutput.earlier(context, "--only-failed")
            .map(
                earlier ->
                    earlier.results().stream()
                        .filter(it -> it.state() != HostState.IN_SYNC)
                        .map(HostResult::host)
                        .collect(Collectors.toSet()));
    return failed
        .map(names -> hosts.stream().filter(it -> names.contains(it.name())).toList())
        .orElse(hosts);
  }

  private Map<String, Target> targets(List<FleetHost> hosts) {
    var flags = new FleetWay(context);
    var targets = new HashMap<String, Target>();
    var problems = new ArrayList<Problem>();
    for (FleetHost host : hosts) {
      if (host.address().isPresent()) {
        try {
          targets.put(host.name(), flags.to(host));
        } catch (IllegalArgumentException e) {
          problems.add(new Problem(host.name(), e.getMessage(), "mend it in the inventory"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInventoryException(problems);
    }
    return targets;
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
