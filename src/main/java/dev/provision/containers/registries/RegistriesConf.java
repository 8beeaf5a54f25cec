package dev.provision.containers.registries;

import dev.provision.containers.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A registries.conf, or several merged; sysregistriesv2 in containers/image. */
public record RegistriesConf(
    Optional<Search> search,
    Optional<Mode> mode,
    Map<String, Alias> aliases,
    List<Registry> registries) {
  public static final RegistriesConf EMPTY =
      new RegistriesConf(Optional.empty(), Optional.empty(), Map.of(), List.of());

  public RegistriesConf {
    registries = List.copyOf(registries);
  }

  /** Registries for names without one. */
  public record Search(List<String> registries, Place place) {
    public Search {
      registries = List.copyOf(registries);
    }
  }

  /** What a short name stands for; nothing when {@code name} is empty. */
  public record Alias(String name, Place place) {}

  /** What happens when a short name may mean several images. */
  public enum Mode {
    ENFORCING,
    PERMISSIVE,
    DISABLED
  }

  /** Only other aliases. */
  public RegistriesConf withAliases(Map<String, Alias> others) {
    return new RegistriesConf(search, mode, others, registries);
  }

  /** This file with a later one over it: whole entries are replaced, by their prefix. */
  public RegistriesConf with(RegistriesConf later) {
    var names = new LinkedHashMap<>(aliases);
    names.putAll(later.aliases);
    var entries = new ArrayList<Registry>(first(later.registries).values());
    var replaced = entries.stream().map(Registry::prefix).collect(Collectors.toSet());
    registries.stream().filter(it -> !replaced.contains(it.prefix())).forEach(entries::add);
    return new RegistriesConf(
        later.search.or(() -> search), later.mode.or(() -> mode), names, entries);
  }

  /** The entry that a name falls under. */
  public Optional<Registry> find(String name) {
    Map<String, Registry> byPrefix = first(registries);
    return Prefix.longest(name, byPrefix.keySet()).map(byPrefix::get);
  }

  /** The alias of a short name, unless it was erased. */
  public Optional<Alias> alias(String name) {
    return Optional.ofNullable(aliases.get(name)).filter(alias -> !alias.name().isEmpty());
  }

  /** Of a prefix twice in one file the first counts. */
  private static Map<String, Registry> first(List<Registry> registries) {
    var entries = new LinkedHashMap<String, Registry>();
    registries.forEach(it -> entries.putIfAbsent(it.prefix(), it));
    return entries;
  }
}
