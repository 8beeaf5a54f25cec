package dev.provision.imports;

import dev.provision.containers.NamedText;
import dev.provision.profile.ProfileKeys;
import dev.provision.profile.TomlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** containers.conf and its drop-ins, a later one over an earlier; containers.conf(5). */
final class ContainersSection implements Section {
  private static final String KEY = "containers";
  private static final String SYSTEM = "/etc/containers/containers.conf";
  private static final String OWN = ".config/containers/containers.conf";
  private static final String FORMAT = "BUILDAH_FORMAT=";

  @Override
  public List<String> keys() {
    return Stream.concat(
            ProfileKeys.ofContainersConf().values().stream().sorted(),
            Stream.of("containers.image-format", "containers.extra"))
        .toList();
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    var values = new TreeMap<String, Map<String, Object>>();
    Stream.of(
            host.file(SYSTEM).stream(),
            host.ownIn(SYSTEM + ".d").stream().peek(it -> stays(it, sketch)),
            host.file(account.in(OWN)).stream().peek(it -> stays(it, sketch)),
            host.ownIn(account.in(OWN) + ".d").stream().peek(it -> stays(it, sketch)))
        .flatMap(it -> it)
        .flatMap(file -> sketch.text(file, KEY).stream())
        .forEach(text -> add(text, values, sketch));
    values.values().forEach(keys -> withholdSecrets(keys, sketch));
    putFormat(values, sketch);
    values.forEach(
        (table, keys) ->
            keys.entrySet()
                .removeIf(
                    entry -> {
                      String key = ProfileKeys.ofContainersConf().get(table + "." + entry.getKey());
                      if (key != null) {
                        sketch.put(key, entry.getValue());
                      }
                      return key != null;
                    }));
    values.values().removeIf(Map::isEmpty);
    sketch.put("containers.extra", values);
  }

  private static void stays(FoundFile file, Sketch sketch) {
    sketch.note(
        KEY,
        file.path()
            + " is part of this; it stays on the host and counts more than what apply writes, so"
            + " remove it then");
  }

  private static void add(NamedText text, Map<String, Map<String, Object>> values, Sketch sketch) {
    Optional<String> fault = Faults.placeInToml(text);
    if (fault.isPresent()) {
      sketch.fault(
          KEY,
          fault.get(),
          "is no TOML, and every podman command fails over it",
          "nothing of it was taken; correct it and import again");
      return;
    }
    TomlText.parse(text.text())
        .forEach(
            (table, keys) -> {
              if (keys instanceof Map<?, ?> map) {
                var known = values.computeIfAbsent(table, it -> new TreeMap<>());
                map.forEach((key, value) -> known.put((String) key, plain(value, text, sketch)));
              } else {
                sketch.fault(
                    KEY, text.path(), table + " stands outside of a table", "podman ignores it");
              }
            });
  }

  private static Object plain(Object value, NamedText text, Sketch sketch) {
    if (!(value instanceof List<?> list) || list.stream().noneMatch(Map.class::isInstance)) {
      return value;
    }
    sketch.note(
        KEY, text.path() + " appends to podman's own list; what is here takes that one's place");
    return list.stream().filter(it -> !(it instanceof Map)).toList();
  }

  private static void withholdSecrets(Map<String, Object> keys, Sketch sketch) {
    if (keys.get("env") instanceof List<?> list) {
      var rest = new ArrayList<Object>();
      for (Object each : list) {
        String[] variable = each.toString().split("=", 2);
        if (Secrets.mayBe(variable[0], variable[variable.length - 1])) {
          sketch.note(KEY, Secrets.told(variable[0]));
        } else {
          rest.add(each);
        }
      }
      keys.put("env", rest);
      if (rest.isEmpty() && !list.isEmpty()) {
        keys.remove("env");
      }
    }
  }

  /** podman hands it to its builds; image_default_format has no consumer, podman#29757. */
  private static void putFormat(Map<String, Map<String, Object>> values, Sketch sketch) {
    Map<String, Object> engine = values.getOrDefault("engine", new TreeMap<>());
    String format = "";
    if (engine.get("env") instanceof List<?> list) {
      var rest = new ArrayList<Object>(list);
      for (Object each : list) {
        if (each.equals(FORMAT + "docker") || each.equals(FORMAT + "oci")) {
          format = each.equals(FORMAT + "oci") ? "oci" : "v2s2";
          rest.remove(each);
        }
      }
      engine.put("env", rest);
      if (rest.isEmpty() && !list.isEmpty()) {
        engine.remove("env");
      }
    }
    sketch.put("containers.image-format", format);
  }
}
