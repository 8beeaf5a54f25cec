package dev.provision.fleet.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.profile.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Instances as {@code az vmss list-instances} lists them, which has no addresses, joined with
 * {@code az vmss nic list}, which has them under the instance's id. Azure writes ids in any case,
 * and the address as privateIPAddress or privateIpAddress.
 */
final class ScaleSetHosts {
  /**
   * An instance.
   *
   * @param id lower case
   */
  private record Instance(String id, String name, String group) {}

  private final List<Instance> instances = new ArrayList<>();
  private final Map<String, String> addresses = new HashMap<>();
  private boolean interfaces;

  /** Takes an element of one of the lists; false when it is of neither. */
  boolean take(JsonNode element) {
    if (element.path("ipConfigurations").isArray()) {
      interfaces = true;
      nic(element);
      return true;
    }
    String id = element.path("id").asText();
    if (id.isEmpty() || !(element.has("instanceId") || element.has("osProfile"))) {
      return false;
    }
    instances.add(
        new Instance(id.toLowerCase(Locale.ROOT), element.path("name").asText(), scaleSet(id)));
    return true;
  }

  /** The part of an id after {@code virtualMachineScaleSets/}. */
  private static String scaleSet(String id) {
    String[] parts = id.split("/");
    for (int i = 0; i + 1 < parts.length; i++) {
      if (parts[i].equalsIgnoreCase("virtualMachineScaleSets")) {
        return parts[i + 1];
      }
    }
    return "";
  }

  private void nic(JsonNode nic) {
    String machine = nic.path("virtualMachine").path("id").asText().toLowerCase(Locale.ROOT);
    boolean first = nic.path("primary").asBoolean(true);
    for (JsonNode configuration : nic.path("ipConfigurations")) {
      Optional<String> address = address(configuration);
      if (address.isEmpty() || machine.isEmpty()) {
        continue;
      }
      if (first && configuration.path("primary").asBoolean(true)) {
        addresses.put(machine, address.get());
      } else {
        addresses.putIfAbsent(machine, address.get());
      }
    }
  }

  private static Optional<String> address(JsonNode configuration) {
    return configuration.properties().stream()
        .filter(member -> member.getKey().equalsIgnoreCase("privateIPAddress"))
        .map(member -> member.getValue().asText(""))
        .filter(text -> !text.isEmpty() && !text.equals("null"))
        .findFirst();
  }

  /** An instance without an interface stays without an address: it is going, or coming. */
  List<FleetHost> hosts(List<Problem> problems) {
    if (!instances.isEmpty() && !interfaces) {
      problems.add(
          new Problem(
              "az",
              "there are instances of a scale set and no network interfaces, which have the"
                  + " addresses",
              "give what az vmss nic list prints, too"));
    }
    if (instances.isEmpty() && interfaces) {
      problems.add(
          new Problem(
              "az",
              "there are network interfaces and no instances of a scale set, which have the names",
              "give what az vmss list-instances prints, too"));
    }
    return instances.stream().map(this::host).toList();
  }

  private FleetHost host(Instance instance) {
    return FleetHost.of(
        instance.name().isEmpty() ? instance.id() : instance.name(),
        Optional.ofNullable(addresses.get(instance.id())),
        instance.group().isEmpty() ? List.of() : List.of(instance.group()));
  }
}
