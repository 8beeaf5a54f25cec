package dev.provision.containers.registries;

import dev.provision.containers.UnreadableException;
import java.util.HashMap;
import java.util.List;

/** Entries of one file for one place must agree on how to reach it. */
final class Conflicts {
  private Conflicts() {}

  static void check(List<Registry> registries) {
    var known = new HashMap<String, Registry>();
    for (Registry registry : registries) {
      String key = registry.location().isEmpty() ? registry.prefix() : registry.location();
      Registry other = known.putIfAbsent(key, registry);
      if (other != null && other.insecure() != registry.insecure()) {
        throw conflict(registry, "insecure");
      }
      if (other != null && other.blocked() != registry.blocked()) {
        throw conflict(registry, "blocked");
      }
    }
  }

  private static UnreadableException conflict(Registry registry, String setting) {
    return new UnreadableException(
        registry.place(),
        "registry '%s' is defined multiple times with conflicting '%s' setting"
            .formatted(registry.location(), setting));
  }
}
