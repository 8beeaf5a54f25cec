package dev.provision.podman;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Podman's answer to a prune. */
final class PruneReport {
  private final List<String> errors = new ArrayList<>();

  private PruneReport() {}

  static Pruned read(JsonNode answer) {
    var report = new PruneReport();
    return new Pruned(
        report.names(answer, "ContainerPruneReports"),
        report.names(answer, "ImagePruneReports"),
        report.names(answer, "NetworkPruneReports"),
        report.names(answer, "VolumePruneReports"),
        report.names(answer, "PodPruneReport"),
        answer.path("ReclaimedSpace").asLong(),
        report.errors);
  }

  /** An entry names what it is about; Go writes an error without a message as {@code {}}. */
  private List<String> names(JsonNode answer, String kind) {
    var names = new ArrayList<String>();
    for (JsonNode entry : answer.path(kind)) {
      String name = entry.path("Id").asText(entry.path("Name").asText());
      JsonNode error = entry.path("Err").isMissingNode() ? entry.path("Error") : entry.path("Err");
      if (error.isMissingNode() || error.isNull()) {
        names.add(name);
      } else {
        errors.add(name + ": " + (error.isTextual() ? error.asText() : "could not be removed"));
      }
    }
    return names;
  }
}
