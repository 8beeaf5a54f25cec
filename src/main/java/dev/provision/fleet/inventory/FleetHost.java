package dev.provision.fleet.inventory;

import java.util.List;
import java.util.Optional;

/**
 * A host of an inventory, with what that says about the way to it. What it does not say, the flags
 * of the command do.
 *
 * @param name under which it is reported; no other host of the inventory has it
 * @param address name or address to connect to; empty when the inventory has none for it
 * @param alias the name that known_hosts has for it
 * @param fingerprint the only key that it may have, {@code SHA256:...}
 * @param jump hosts to go through, separated by commas, nearest first
 * @param profile what it is compared with
 * @param groups of the inventory that it is in
 */
public record FleetHost(
    String name,
    Optional<String> address,
    Optional<Integer> port,
    Optional<String> user,
    Optional<String> identity,
    Optional<String> alias,
    Optional<String> fingerprint,
    Optional<String> jump,
    Optional<String> profile,
    List<String> groups) {

  public FleetHost {
    groups = List.copyOf(groups);
  }

  /** One of which only the address is known, if that. */
  public static FleetHost of(String name, Optional<String> address, List<String> groups) {
    return new FleetHost(
        name,
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        groups);
  }
}
