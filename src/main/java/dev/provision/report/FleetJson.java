package dev.provision.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.fleet.Difference;
import dev.provision.fleet.Difference.Item;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.fleet.Since;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A fleet as JSON, and back: what one night writes the next night compares with. */
public final class FleetJson {
  private static final JsonMapper JSON = new JsonMapper();

  private FleetJson() {}

  /** {@link JsonShapes#FLEET}, whose hosts and differences are read as they are written. */
  public static Map<String, ?> of(Fleet fleet, Optional<Since> since) {
    var counts = new LinkedHashMap<String, Object>();
    fleet.counts().forEach((state, count) -> counts.put(member(state), count));
    return Members.of(
        "hosts", each(fleet.results(), FleetJson::host),
        "differences", each(fleet.differences(), FleetJson::difference),
        "counts", counts,
        "since", since.map(FleetJson::since));
  }

  private static <T> Iterable<Map<String, Object>> each(
      Iterable<T> all, Function<T, Map<String, Object>> one) {
    return () -> StreamSupport.stream(all.spliterator(), false).map(one).iterator();
  }

  /**
   * Reads what drift has written for a fleet, one host after the other.
   *
   * @param place for the message
   * @param into takes them in
   * @throws IllegalArgumentException when it is none
   * @throws IOException when it cannot be read
   */
  public static void read(String place, Reader text, Fleet into) throws IOException {
    var seen = new HashSet<String>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean data = json.currentName().equals("data");
          if (json.nextToken() == JsonToken.START_OBJECT && data) {
            members(json, into, seen);
          } else {
            json.skipChildren();
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(place + " is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!seen.containsAll(List.of("hosts", "differences"))) {
      throw new IllegalArgumentException(
          place + " is no JSON that drift --inventory has written with --format or --report json");
    }
  }

  private static void members(JsonParser json, Fleet into, Set<String> seen) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      boolean list = json.nextToken() == JsonToken.START_ARRAY;
      if (list && name.equals("hosts")) {
        elements(json, it -> into.add(result(it)));
        seen.add(name);
      } else if (list && name.equals("differences")) {
        elements(json, it -> into.add(difference(it)));
        seen.add(name);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void elements(JsonParser json, Consumer<JsonNode> each) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      each.accept(JSON.readTree(json));
    }
  }

  private static HostResult result(JsonNode host) {
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
        Optional.ofNullable(host.path("difference").textValue()),
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
        "difference", it.difference(),
        "message", it.message(),
        "attempts", it.attempts(),
        "milliseconds", it.took().toMillis());
  }

  private static Map<String, Object> difference(Difference it) {
    return Members.of("id", it.id(), "items", each(it.items(), FleetJson::item));
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
