package dev.provision.imports;

import dev.provision.containers.PodmanVersion;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a host said of itself; the answer of {@code imports/read.sh}.
 *
 * @param files by their paths
 * @param facts kind to the fields of each line
 */
record FoundHost(Map<String, FoundFile> files, Map<String, List<List<String>>> facts) {
  private static final String FIELD = "\u001f";

  /** Nothing newer is known, so it takes everything. */
  private static final PodmanVersion NEWEST = new PodmanVersion(5, 8, 0);

  static FoundHost parse(String answer) {
    var facts = new TreeMap<String, List<List<String>>>();
    answer
        .lines()
        .map(line -> List.of(line.split(FIELD, -1)))
        .forEach(
            line ->
                facts
                    .computeIfAbsent(line.get(0), kind -> new ArrayList<>())
                    .add(line.subList(1, line.size())));
    var owners = new TreeMap<String, String>();
    facts.getOrDefault("owner", List.of()).stream()
        .filter(it -> it.size() == 2)
        .forEach(it -> owners.put(it.get(0), it.get(1)));
    var files = new TreeMap<String, FoundFile>();
    Stream.of("file", "folder")
        .flatMap(kind -> facts.getOrDefault(kind, List.of()).stream())
        .filter(it -> it.size() >= 2)
        .forEach(it -> files.putIfAbsent(it.get(0), file(it, owners)));
    return new FoundHost(files, facts);
  }

  private static FoundFile file(List<String> fields, Map<String, String> owners) {
    String[] seen = (fields.get(1) + "||||").split("\\|", -1);
    return new FoundFile(
        fields.get(0),
        seen[0],
        seen[1],
        seen[2],
        fields.size() > 2 ? fields.get(2) : "",
        Optional.ofNullable(owners.get(fields.get(0))),
        fields.size() > 3 ? content(fields.get(3)) : Optional.empty());
  }

  private static Optional<byte[]> content(String field) {
    try {
      return field.startsWith("=")
          ? Optional.of(Base64.getDecoder().decode(field.substring(1)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<FoundFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Files right in a folder that no package brought, by name. */
  List<FoundFile> ownIn(String folder) {
    return files.values().stream()
        .filter(it -> it.path().equals(folder + "/" + it.name()) && it.owned().isEmpty())
        .toList();
  }

  /** The first field of a fact, or empty text. */
  String fact(String kind) {
    return facts.getOrDefault(kind, List.of()).stream()
        .findFirst()
        .map(it -> it.isEmpty() ? "" : it.get(0))
        .orElse("");
  }

  List<List<String>> all(String kind) {
    return facts.getOrDefault(kind, List.of());
  }

  /** Version of an installed package. */
  Optional<String> installed(String name) {
    return all("package").stream()
        .filter(it -> it.size() == 2 && it.get(0).equals(name))
        .map(it -> it.get(1))
        .findFirst();
  }

  PodmanVersion podman() {
    return installed("podman")
        .map(it -> it.substring(it.indexOf(':') + 1))
        .flatMap(PodmanVersion::find)
        .orElse(NEWEST);
  }

  /** Whether systemd has a link that starts the unit with another. */
  boolean isEnabled(String unit) {
    return all("enabled").stream().anyMatch(it -> it.get(0).endsWith("/" + unit));
  }
}
