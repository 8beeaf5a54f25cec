package dev.provision.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Json;
import java.util.List;
import java.util.Optional;

/**
 * Ids that a container has beside root. With too few, layers with files of other users cannot be
 * unpacked ("insufficient UIDs or GIDs available"); subuid(5).
 */
final class SubordinateIdsCheck extends PodmanInfoCheck {
  private final int count;

  private SubordinateIdsCheck(int count) {
    this.count = count;
  }

  static Optional<Check> of(Profile profile) {
    int count = profile.agent().subordinateIds();
    return count > 0 ? Optional.of(new SubordinateIdsCheck(count)) : Optional.empty();
  }

  @Override
  public String id() {
    return "podman.subordinate-ids";
  }

  @Override
  public String why() {
    return "without them images with files of several users cannot be unpacked";
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    for (String map : List.of("uidmap", "gidmap")) {
      long size = 0;
      for (JsonNode range : info.at("/host/idMappings/" + map)) {
        // Container id 0 is the agent itself.
        if (range.path("container_id").asLong(0) > 0) {
          size += Math.max(0, Math.min(range.path("size").asLong(0), 1L << 32));
        }
      }
      findings.require(
          size >= count,
          "host.idMappings." + map,
          count + " or more",
          Long.toString(size),
          "give the agent a range in /etc/subuid and /etc/subgid, install uidmap, then run podman"
              + " system migrate as the agent");
    }
  }
}
