package dev.provision.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.provision.Sha256;
import java.util.TreeMap;

/** The digest of a profile's canonical form; see {@link Profile#digest}. */
final class ProfileDigest {
  private static final JsonMapper JSON = new JsonMapper();

  private ProfileDigest() {}

  static String of(Profile profile) {
    return Sha256.of(canonical(profile));
  }

  static String canonical(Profile profile) {
    ObjectNode tree = (ObjectNode) RecordShape.of(Profile.class).write(profile);
    tree.remove("description");
    tree.remove("drift");
    try {
      return JSON.writeValueAsString(sorted(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> copy.add(sorted(each)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    var properties = new TreeMap<String, JsonNode>();
    node.properties().forEach(each -> properties.put(each.getKey(), sorted(each.getValue())));
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    properties.forEach(copy::set);
    return copy;
  }
}
