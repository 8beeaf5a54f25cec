package dev.provision.verify.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One row of the table that podman's look-up of images goes by, after all files and drop-ins are
 * merged; type Registry of containers/image, sysregistriesv2.
 *
 * @param location empty for a wildcard prefix whose names keep their place
 */
public record RegistryEntry(
    String location,
    boolean insecure,
    boolean blocked,
    boolean mirrorByDigestOnly,
    List<Mirror> mirrors) {

  /**
   * A place that is tried before the location.
   *
   * @param pull which pulls it serves; empty for all
   */
  public record Mirror(String location, boolean insecure, String pull) {
    @Override
    public String toString() {
      return location + (insecure ? " insecure" : "") + (pull.isEmpty() ? "" : " " + pull);
    }
  }

  public RegistryEntry {
    mirrors = List.copyOf(mirrors);
  }

  /** The table in {@code podman info}, by prefix; empty when the answer has none. */
  public static Optional<Map<String, RegistryEntry>> table(Json info) {
    JsonNode registries = info.at("/registries");
    if (!registries.isObject()) {
      return Optional.empty();
    }
    var table = new TreeMap<String, RegistryEntry>();
    registries
        .properties()
        .forEach(
            property -> {
              // The search list is among the prefixes, under this name.
              if (property.getValue().isObject()) {
                table.put(property.getKey(), of(property.getValue()));
              }
            });
    return Optional.of(table);
  }

  private static RegistryEntry of(JsonNode node) {
    var mirrors = new ArrayList<Mirror>();
    for (JsonNode mirror : node.path("Mirrors")) {
      String pull = mirror.path("PullFromMirror").asText("");
      mirrors.add(
          new Mirror(
              mirror.path("Location").asText(""),
              mirror.path("Insecure").asBoolean(false),
              pull.equals("all") ? "" : pull));
    }
    return new RegistryEntry(
        node.path("Location").asText(""),
        node.path("Insecure").asBoolean(false),
        node.path("Blocked").asBoolean(false),
        node.path("MirrorByDigestOnly").asBoolean(false),
        mirrors);
  }

  /** In a line, for people. */
  @Override
  public String toString() {
    var words = new StringBuilder(location.isEmpty() ? "its own place" : location);
    words.append(insecure ? " insecure" : "");
    words.append(blocked ? " blocked" : "");
    words.append(mirrorByDigestOnly ? " mirror-by-digest-only" : "");
    mirrors.forEach(mirror -> words.append(", mirror ").append(mirror));
    return words.toString();
  }
}
