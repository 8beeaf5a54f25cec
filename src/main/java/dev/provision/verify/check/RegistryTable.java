package dev.provision.verify.check;

import dev.provision.profile.Registries;
import dev.provision.profile.Registries.PullFromMirror;
import dev.provision.verify.answer.RegistryEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The table of registries that a profile means; containers-registries.conf(5). */
public final class RegistryTable {
  private final Registries registries;
  private final Map<String, RegistryEntry> entries = new TreeMap<>();

  private RegistryTable(Registries registries) {
    this.registries = registries;
  }

  /** Entries by prefix. Of two with one prefix podman takes the first: redirects. */
  public static Map<String, RegistryEntry> of(Registries registries) {
    var table = new RegistryTable(registries);
    registries.redirects().forEach(table::redirect);
    registries.blocked().forEach(prefix -> table.alone(prefix, false, true));
    registries.insecure().forEach(prefix -> table.alone(prefix, true, false));
    return table.entries;
  }

  /** podman strips one slash from the end of every name. */
  public static String plain(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private void redirect(Registries.Redirect redirect) {
    String location = plain(redirect.location());
    entries.putIfAbsent(
        plain(redirect.prefix()),
        new RegistryEntry(
            location,
            redirect.insecure() || insecure(location),
            false,
            redirect.mirrorByDigestOnly(),
            redirect.mirrors().stream().map(this::mirror).toList()));
  }

  private RegistryEntry.Mirror mirror(Registries.Mirror mirror) {
    String location = plain(mirror.location());
    String pull =
        mirror.pullFromMirror() == PullFromMirror.ALL
            ? ""
            : mirror.pullFromMirror().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new RegistryEntry.Mirror(location, mirror.insecure() || insecure(location), pull);
  }

  private void alone(String prefix, boolean insecure, boolean blocked) {
    String name = plain(prefix);
    String location = name.startsWith("*.") ? "" : name;
    entries.putIfAbsent(name, new RegistryEntry(location, insecure, blocked, false, List.of()));
  }

  /** What is insecure for itself is so as somebody's location: podman looks at that entry alone. */
  private boolean insecure(String location) {
    return registries.insecure().stream()
        .map(RegistryTable::plain)
        .anyMatch(name -> location.equals(name) || location.startsWith(name + "/"));
  }
}
