package dev.provision.verify.proof;

import dev.provision.containers.registries.Prefix;
import dev.provision.verify.answer.RegistryEntry;
import dev.provision.verify.answer.RegistryEntry.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where podman asks for an image with a tag, in order, by its table of registries;
 * PullSourcesFromReference in containers/image, sysregistriesv2.
 */
final class PullSources {
  private PullSources() {}

  /** References; empty when the name is blocked. */
  static List<String> of(Map<String, RegistryEntry> table, String name) {
    Optional<String> prefix = Prefix.longest(name, table.keySet());
    if (prefix.isEmpty()) {
      return List.of(name);
    }
    RegistryEntry entry = table.get(prefix.get());
    if (entry.blocked()) {
      return List.of();
    }
    var sources = new ArrayList<String>();
    for (Mirror mirror : entry.mirrors()) {
      if (!entry.mirrorByDigestOnly() && !mirror.pull().equals("digest-only")) {
        sources.add(moved(name, prefix.get(), mirror.location()));
      }
    }
    sources.add(entry.location().isEmpty() ? name : moved(name, prefix.get(), entry.location()));
    return List.copyOf(sources);
  }

  /** A wildcard stands for as much as it takes to reach the domain. */
  private static String moved(String name, String prefix, String location) {
    int end =
        prefix.startsWith("*.")
            ? name.indexOf(prefix.substring(1)) + prefix.length() - 1
            : prefix.length();
    return location + name.substring(end);
  }
}
