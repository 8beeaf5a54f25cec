package dev.provision.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The keys of containers.conf that are known, each with its tables and types. */
final class ContainersConf {
  /** containers.conf(5); other tables are ignored silently by podman 4 and newer. */
  static final List<String> TABLES =
      List.of(
          "configmaps",
          "containers",
          "engine",
          "farms",
          "machine",
          "network",
          "podmansh",
          "secrets");

  private static final String KEYS = "containers-conf-keys.txt";

  /** What a value may be. */
  enum Type {
    STRING(String.class),
    INTEGER(Long.class),
    BOOLEAN(Boolean.class),
    ARRAY(List.class);

    private final Class<?> type;

    Type(Class<?> type) {
      this.type = type;
    }

    /** Every array among the known keys is one of strings. */
    boolean accepts(Object value) {
      return value instanceof List<?> list
          ? this == ARRAY && list.stream().allMatch(String.class::isInstance)
          : type.isInstance(value);
    }

    String noun() {
      String name = name().toLowerCase(Locale.ROOT);
      return this == ARRAY ? "an array of strings" : (this == INTEGER ? "an " : "a ") + name;
    }
  }

  private static final class Holder {
    static final ContainersConf INSTANCE = read();
  }

  private final Map<String, Map<String, Type>> tables = new HashMap<>();

  private ContainersConf() {}

  static ContainersConf known() {
    return Holder.INSTANCE;
  }

  private static ContainersConf read() {
    var conf = new ContainersConf();
    try (InputStream in = ContainersConf.class.getResourceAsStream(KEYS);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split(" +"))
          .forEach(
              words ->
                  conf.tables
                      .computeIfAbsent(words[0], table -> new HashMap<>())
                      .put(words[1], Type.valueOf(words[2].toUpperCase(Locale.ROOT))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return conf;
  }

  /** The tables that have the key; none for a key that is not known. */
  Set<String> tablesOf(String key) {
    var names = new TreeSet<String>();
    tables.forEach(
        (table, keys) -> {
          if (keys.containsKey(key)) {
            names.add(table);
          }
        });
    return names;
  }

  Optional<Type> type(String table, String key) {
    return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(key));
  }
}
