package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Containers;
import dev.provision.profile.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * containers.conf. The image format goes by {@code [engine] env}, since {@code
 * image_default_format} has no consumer in any podman (podman#29757). containers.conf(5).
 *
 * @param tables sorted by name, their keys too
 */
public record ContainersConf(List<Table> tables) implements Meaning {
  /** podman itself applies {@code [engine] env} to its builds from here on. */
  static final PodmanVersion ENGINE_ENV = new PodmanVersion(4, 0, 0);

  private static final PodmanVersion APPEND = new PodmanVersion(4, 8, 0);

  /** One TOML table. */
  public record Table(String name, List<Entry> entries) {
    /** What stands between the brackets. */
    public String header() {
      return Toml.key(name);
    }
  }

  /** One key and its value. */
  public record Entry(String name, Object value) {
    /** The key as TOML prints it. */
    public String key() {
      return Toml.key(name);
    }
  }

  static ContainersConf of(Profile profile, Target target) {
    return of(profile.containers(), target);
  }

  static ContainersConf of(Containers containers, Target target) {
    var wanted = new TreeMap<String, TreeMap<String, Wanted>>();
    typed(containers)
        .forEach(
            value ->
                wanted
                    .computeIfAbsent(value.table(), table -> new TreeMap<>())
                    .put(value.key(), value));
    containers
        .extra()
        .forEach(
            (table, keys) -> keys.forEach((key, value) -> add(wanted, table, key, value, target)));
    var tables = new ArrayList<Table>();
    wanted.forEach(
        (table, values) -> {
          List<Entry> entries = entries(values.values(), target);
          if (!entries.isEmpty()) {
            tables.add(new Table(table, entries));
          }
        });
    return new ContainersConf(List.copyOf(tables));
  }

  /** A value with the place in containers.conf and the key of the profile it comes from. */
  private record Wanted(String table, String key, Object value, String from) {}

  private static List<Wanted> typed(Containers containers) {
    var values = new ArrayList<Wanted>();
    list(values, "containers", "default_ulimits", containers.ulimits(), "ulimits");
    list(values, "containers", "volumes", containers.volumes(), "volumes");
    list(values, "containers", "mounts", containers.mounts(), "mounts");
    one(values, "containers", "log_driver", containers.logDriver(), "log-driver");
    one(values, "containers", "pids_limit", containers.pidsLimit(), "pids-limit");
    one(values, "engine", "cgroup_manager", containers.cgroupManager(), "cgroup-manager");
    one(values, "engine", "runtime", containers.runtime(), "runtime");
    one(values, "engine", "events_logger", containers.eventsLogger(), "events-logger");
    one(values, "engine", "retry", containers.retry(), "retry");
    one(values, "engine", "retry_delay", containers.retryDelay(), "retry-delay");
    one(
        values,
        "engine",
        "compose_warning_logs",
        containers.composeWarningLogs(),
        "compose-warning-logs");
    list(values, "engine", "compose_providers", containers.composeProviders(), "compose-providers");
    one(values, "network", "network_backend", containers.networkBackend(), "network-backend");
    containers
        .imageFormat()
        .map(format -> List.of("BUILDAH_FORMAT=" + format.buildahFormat()))
        .ifPresent(env -> list(values, "engine", "env", env, "image-format"));
    return values;
  }

  private static void one(
      List<Wanted> values, String table, String key, Optional<?> value, String from) {
    value.ifPresent(it -> values.add(new Wanted(table, key, it, "containers." + from)));
  }

  private static void list(
      List<Wanted> values, String table, String key, List<String> value, String from) {
    if (!value.isEmpty()) {
      values.add(new Wanted(table, key, value, "containers." + from));
    }
  }

  private static void add(
      Map<String, TreeMap<String, Wanted>> wanted,
      String table,
      String key,
      Object value,
      Target target) {
    String from = "containers.extra." + table + "." + key;
    var keys = wanted.computeIfAbsent(table, name -> new TreeMap<>());
    Wanted typed = keys.get(key);
    if (typed == null) {
      keys.put(key, new Wanted(table, key, value, from));
    } else if (key.equals("env") && value instanceof Collection<?> more) {
      var both = new ArrayList<Object>((Collection<?>) typed.value());
      both.addAll(more);
      keys.put(key, new Wanted(table, key, both, from));
    } else {
      target.refuse(from, "is set by " + typed.from() + " too", "remove one of the two");
    }
  }

  private static List<Entry> entries(Collection<Wanted> values, Target target) {
    var entries = new ArrayList<Entry>();
    for (Wanted wanted : values) {
      PodmanVersion since = since(wanted);
      if (target.takes(since)) {
        entries.add(new Entry(wanted.key(), wanted.value()));
      } else {
        target.omit(wanted.from(), since, "podman's default holds");
      }
    }
    return List.copyOf(entries);
  }

  private static PodmanVersion since(Wanted wanted) {
    PodmanVersion since = ContainersConfKeys.since(wanted.table(), wanted.key());
    boolean appends =
        wanted.value() instanceof Collection<?> list
            && list.stream().anyMatch(Map.class::isInstance);
    return appends && since.compareTo(APPEND) < 0 ? APPEND : since;
  }

  @Override
  public Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    for (Table table : tables) {
      var values = new LinkedHashMap<String, Object>();
      table.entries().forEach(entry -> values.put(entry.name(), entry.value()));
      tree.put(table.name(), values);
    }
    return tree;
  }
}
