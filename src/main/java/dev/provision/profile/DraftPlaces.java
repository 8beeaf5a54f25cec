package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The nodes of a draft, by the words with which a problem names them. */
final class DraftPlaces {
  private DraftPlaces() {}

  /**
   * Each place with what has to go when it is refused: what stands in an array goes as a whole,
   * since half of a redirect is none.
   */
  static Map<String, JsonNode> of(JsonNode tree) {
    var places = new LinkedHashMap<String, JsonNode>();
    collect(tree, KeyPath.ROOT, places);
    return places;
  }

  private static void collect(JsonNode node, KeyPath path, Map<String, JsonNode> places) {
    if (path != KeyPath.ROOT) {
      places.putIfAbsent(path.text(), node);
    }
    if (node.isObject()) {
      node.properties().forEach(it -> collect(it.getValue(), path.key(it.getKey()), places));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), path.at(i), places);
    }
  }

  /**
   * The place that a problem is about, or the one around it.
   *
   * @throws IllegalStateException when there is none: a profile of nothing is sound
   */
  static String nearest(String place, Map<String, JsonNode> places) {
    String text = place;
    int element = text.lastIndexOf(']') + 1;
    // A quoted key may hold a bracket as well.
    if (element > 0 && places.containsKey(text.substring(0, element))) {
      text = text.substring(0, element);
    }
    while (!places.containsKey(text)) {
      int end = Math.max(text.lastIndexOf('.'), text.lastIndexOf('['));
      if (end < 0) {
        return places.keySet().stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("refused with nothing in it: " + place));
      }
      text = text.substring(0, end);
    }
    return text;
  }
}
