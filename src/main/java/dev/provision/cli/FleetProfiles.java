package dev.provision.cli;

import dev.provision.fleet.inventory.FleetHost;
import dev.provision.fleet.inventory.InvalidInventoryException;
import dev.provision.profile.Problem;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each host is compared with: its own profile, that of its group, or that of the command. */
final class FleetProfiles {
  /** In the place of a profile's name where each host says what it was made from. */
  private static final String RECEIPT = "(receipt)";

  private final Map<String, Profile> byWord = new HashMap<>();
  private final Map<String, String> groups;
  private final Optional<String> common;
  private final boolean fromReceipt;

  private FleetProfiles(Map<String, String> groups, Optional<String> common, boolean fromReceipt) {
    this.groups = groups;
    this.common = common;
    this.fromReceipt = fromReceipt;
  }

  /**
   * All that are needed, each read once, before anybody is asked.
   *
   * @throws InvalidInventoryException naming every host that has none
   */
  static FleetProfiles of(CommandContext context, List<FleetHost> hosts, boolean fromReceipt) {
    var profiles =
        new FleetProfiles(
            FleetOptions.groupProfiles(context), context.option("--profile"), fromReceipt);
    var problems = new ArrayList<Problem>();
    for (FleetHost host : fromReceipt ? List.<FleetHost>of() : hosts) {
      profiles
          .word(host)
          .ifPresentOrElse(
              word -> profiles.byWord.computeIfAbsent(word, it -> load(context, it)),
              () ->
                  problems.add(
                      new Problem(
                          host.name(),
                          "has no profile in the inventory, and there is none for all",
                          "name one with --profile or --group-profile, or in the inventory")));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInventoryException(problems);
    }
    return profiles;
  }

  private static Profile load(CommandContext context, String word) {
    return ProfileLoader.load(context.directory(), word, context.options("--set"));
  }

  /** Of several groups with a profile the first by name. */
  private Optional<String> word(FleetHost host) {
    return host.profile()
        .or(() -> host.groups().stream().filter(groups::containsKey).findFirst().map(groups::get))
        .or(() -> common);
  }

  /** Empty for the one in the host's receipt. */
  Optional<Profile> of(FleetHost host) {
    return fromReceipt ? Optional.empty() : word(host).map(byWord::get);
  }

  /** For reports. */
  String name(FleetHost host) {
    return of(host).map(Profile::name).orElse(RECEIPT);
  }
}
