package dev.provision.podman;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.provision.podman.RunRequest.Limits;

/** A request as podman's {@code containers/create} wants it: its SpecGenerator. */
final class ContainerSpec {
  /** Microseconds in which a share of the processors is measured: the kernel's own default. */
  private static final long PERIOD = 100_000;

  /** By how much we are ahead of podman, which ends a container even when we are gone. */
  private static final long GRACE_SECONDS = 60;

  private ContainerSpec() {}

  static ObjectNode of(RunRequest request) {
    ObjectNode spec = Json.MAPPER.createObjectNode();
    spec.put("image", request.image());
    spec.put("timeout", request.timeout().toSeconds() + GRACE_SECONDS);
    request.name().ifPresent(name -> spec.put("name", name));
    if (!request.command().isEmpty()) {
      ArrayNode command = spec.putArray("command");
      request.command().forEach(command::add);
    }
    for (Mount mount : request.mounts()) {
      mount(spec, mount);
    }
    request.network().ifPresent(network -> network(spec, network));
    limits(spec, request.limits());
    return spec;
  }

  private static void mount(ObjectNode spec, Mount mount) {
    boolean volume = mount.type().equals("volume");
    ObjectNode node = spec.withArray(volume ? "/volumes" : "/mounts").addObject();
    if (volume) {
      node.put("Name", mount.source());
      node.put("Dest", mount.target());
    } else {
      node.put("type", mount.type());
      node.put("source", mount.type().equals("tmpfs") ? "tmpfs" : mount.source());
      node.put("destination", mount.target());
    }
    ArrayNode options = node.putArray(volume ? "Options" : "options");
    mount.options().forEach(options::add);
  }

  private static void network(ObjectNode spec, Network network) {
    ObjectNode space = spec.putObject("netns").put("nsmode", network.mode());
    if (!network.value().isEmpty()) {
      space.put("value", network.value());
    }
    for (String name : network.names()) {
      spec.withObject("/Networks").putObject(name);
    }
  }

  private static void limits(ObjectNode spec, Limits limits) {
    limits
        .memory()
        .ifPresent(bytes -> spec.withObject("/resource_limits/memory").put("limit", bytes));
    limits
        .memorySwap()
        .ifPresent(bytes -> spec.withObject("/resource_limits/memory").put("swap", bytes));
    limits
        .cpus()
        .ifPresent(
            thousandths ->
                spec.withObject("/resource_limits/cpu")
                    .put("period", PERIOD)
                    .put("quota", thousandths * PERIOD / 1000));
  }
}
