package dev.provision.containers.registries;

import dev.provision.containers.PodmanVersion;
import dev.provision.containers.registries.RegistriesConf.Search;
import dev.provision.containers.toml.TomlValue.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Version 1: {@code [registries.search]}, {@code insecure}, {@code block}; ConvertToV2. */
record OldRegistries(Search search, List<Registry> registries) {

  /** Nothing when the file has none of it; an empty list counts from podman 4.4 on. */
  static Optional<OldRegistries> of(Table root, Fields fields, PodmanVersion podman) {
    Optional<Table> old = fields.table(root, "registries");
    Optional<List<String>> search = list(old, "search", fields);
    Optional<List<String>> insecure = list(old, "insecure", fields);
    Optional<List<String>> block = list(old, "block", fields);
    if (Stream.of(search, insecure, block)
        .flatMap(Optional::stream)
        .allMatch(it -> it.isEmpty() && !podman.atLeast(4, 4))) {
      return Optional.empty();
    }
    Table table = old.orElseThrow();
    var registries = new LinkedHashMap<String, Registry>();
    for (String name : insecure.orElse(List.of())) {
      put(registries, name, true, false, table, fields);
    }
    for (String name : block.orElse(List.of())) {
      Registry known = registries.get(Fields.withoutSlashes(name));
      put(registries, name, known != null && known.insecure(), true, table, fields);
    }
    return Optional.of(
        new OldRegistries(
            new Search(search.orElse(List.of()), fields.place(table)),
            List.copyOf(registries.values())));
  }

  private static void put(
      LinkedHashMap<String, Registry> registries,
      String name,
      boolean insecure,
      boolean blocked,
      Table table,
      Fields fields) {
    String location = Fields.withoutSlashes(name);
    registries.put(
        location,
        new Registry(location, location, insecure, blocked, false, List.of(), fields.place(table)));
  }

  private static Optional<List<String>> list(Optional<Table> old, String key, Fields fields) {
    return old.flatMap(it -> fields.table(it, key)).flatMap(it -> fields.texts(it, "registries"));
  }
}
