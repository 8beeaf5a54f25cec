package dev.provision.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.fleet.Difference;
import dev.provision.fleet.Difference.Item;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.fleet.Since;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A fleet as JSON, and back: what one night writes the next night compares with. */
public final class FleetJson {
  private static final JsonMapper JSON = new JsonMapper();

  private FleetJson() {}

  /** {@link JsonShapes#FLEET}. */
  public static Map<String, ?> of(Fleet fleet, Optional<Since> since) {
    var counts = new LinkedHashMap<String, Object>();
    fleet.counts().forEach((state, count) -> counts.put(member(state), count));
    return Members.of(
        "hosts",
        fleet.results().stream().map(FleetJson::host).toList(),
        "differences",
        fleet.groups().stream()
            .map(Fleet.Group::difference)
            .distinct()
            .map(
                it ->
                    Members.of(
                        "id", it.id(), "items", it.items().stream().map(FleetJson::item).toList()))
            .toList(),
        "counts",
        counts,
        "since",
        since.map(FleetJson::since));
  }

  /**
   * Reads the documents that drift has written for fleets, as one fleet.
   *
   * @param place for the message
   * @throws IllegalArgumentException when one is none
   */
  public static Fleet read(String place, String text) {
    try {
      JsonNode data = JSON.readTree(text).path("data");
      if (!data.path("hosts").isArray() || !data.path("differences").isArray()) {
        throw new IllegalArgumentException(
            place
                + " is no JSON that drift --inventory has written with --format or --report json");
      }
      var differences = new HashMap<String, Difference>();
      data.path("differences")
          .forEach(it -> differences.put(it.path("id").asText(), difference(it)));
      var fleet = new Fleet();
      for (JsonNode host : data.path("hosts")) {
        fleet.add(result(host, differences));
      }
      return fleet;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(place + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static HostResult result(JsonNode host, Map<String, Difference> differences) {
    HostState state =
        Stream.of(HostState.values())
            .filter(it -> it.toString().equals(host.path("state").asText()))
            .findFirst()
            .orElse(HostState.FAILED);
    return new HostResult(
        host.path("host").asText(),
        host.path("address").asText(),
        host.path("profile").asText(),
        StreamSupport.stream(host.path("groups").spliterator(), false)
            .map(JsonNode::asText)
            .toList(),
        state,
        Optional.ofNullable(differences.get(host.path("difference").asText())),
        host.path("message").asText(),
        host.path("attempts").asInt(),
        Duration.ofMillis(host.path("milliseconds").asLong()));
  }

  private static Difference difference(JsonNode tree) {
    var items = new ArrayList<Item>();
    for (JsonNode it : tree.path("items")) {
      items.add(
          new Item(
              it.path("resource").asText(),
              it.path("summary").asText(),
              it.path("remedy").asText(),
              it.path("diff").asText()));
    }
    // What was neutralized when it was written would give another.
    return new Difference(tree.path("id").asText(), items);
  }

  private static Map<String, Object> host(HostResult it) {
    return Members.of(
        "host", it.host(),
        "address", it.address(),
        "profile", it.profile(),
        "groups", it.groups(),
        "state", it.state().toString(),
        "difference", it.difference().map(Difference::id),
        "message", it.message(),
        "attempts", it.attempts(),
        "milliseconds", it.took().toMillis());
  }

  private static Map<String, Object> item(Item it) {
    return Members.of(
        "resource", it.resource(),
        "summary", it.summary(),
        "remedy", it.remedy(),
        "diff", DiffText.of(it.diff(), Palette.PLAIN));
  }

  private static Map<String, List<String>> since(Since it) {
    var members = new LinkedHashMap<String, List<String>>();
    members.put("new", it.fresh());
    members.put("changed", it.other());
    members.put("unchanged", it.same());
    members.put("gone", it.over());
    members.put("left", it.left());
    return members;
  }

  private static String member(HostState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
