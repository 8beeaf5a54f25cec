package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A profile in the making, of values that were found somewhere and may be anything. The rules of a
 * profile judge them: what they refuse is left out, with their reason beside it.
 */
public final class Draft {
  /** The same text each time, in whatever order a map has its entries. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final String PLACE = "draft";

  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
  private final Map<String, List<String>> comments = new LinkedHashMap<>();

  /** A value that a rule refuses, as the profile would have it, and why. */
  public record Refused(String key, String value, String message, String remedy) {}

  /**
   * What became of it.
   *
   * @param refused in the order in which it was found
   */
  public record Settled(Profile profile, List<Refused> refused) {
    public Settled {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Sets a key; sections on the way come by themselves.
   *
   * @param key its path, {@code agent.uid}
   * @param value text, number, truth value, or lists and maps of these
   */
  public void put(String key, Object value) {
    String[] steps = key.split("\\.");
    ObjectNode at = tree;
    for (int i = 0; i < steps.length - 1; i++) {
      at = at.withObjectProperty(steps[i]);
    }
    at.set(steps[steps.length - 1], JSON.valueToTree(value));
  }

  /** Says something at a key, which need not be set; of a list, at the whole of it. */
  public void comment(String key, String text) {
    comments.computeIfAbsent(key, it -> new ArrayList<>()).add(text);
  }

  /** The sound profile of what the rules let pass. */
  public Settled settle(String name) {
    var refused = new ArrayList<Refused>();
    while (true) {
      try {
        var origins = new Origins(new ProfileSource.Text(PLACE));
        return new Settled(ProfileLoader.bind(name, tree.deepCopy(), origins), refused);
      } catch (InvalidProfileException e) {
        drop(e.problems(), refused);
      }
    }
  }

  /**
   * The profile as TOML, with everything that was said.
   *
   * @param head comments before all
   * @param foot comments behind all
   */
  public String text(Profile profile, List<String> head, List<String> foot) {
    return new ProfileText(comments).of(profile, head, foot);
  }

  private void drop(List<Problem> problems, List<Refused> refused) {
    Map<String, JsonNode> places = DraftPlaces.of(tree);
    Set<JsonNode> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Problem problem : problems) {
      String place = DraftPlaces.nearest(problem.place().substring(PLACE.length() + 2), places);
      JsonNode node = places.get(place);
      if (gone.add(node)) {
        refused.add(
            new Refused(
                place.replaceAll("\\[[0-9]+]", ""),
                TomlValue.inline(node),
                problem.message(),
                problem.remedy()));
      }
    }
    prune(tree, gone);
  }

  private static void prune(JsonNode node, Set<JsonNode> gone) {
    if (node instanceof ObjectNode table) {
      List<String> names = new ArrayList<>();
      table.properties().stream()
          .filter(it -> gone.contains(it.getValue()))
          .forEach(it -> names.add(it.getKey()));
      table.remove(names);
    } else if (node instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (gone.contains(list.get(i))) {
          list.remove(i);
        }
      }
    }
    node.forEach(child -> prune(child, gone));
  }
}
