package dev.provision.podman;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.podman.http.MalformedResponseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Podman's documents. Members that are absent or null count as empty: Go leaves them out. */
final class Json {
  static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** A whole answer. */
  static JsonNode parse(byte[] bytes) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      if (tree == null || tree.isMissingNode()) {
        throw new MalformedResponseException("an empty answer instead of JSON");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new MalformedResponseException("not JSON: " + firstLine(e.getOriginalMessage()));
    }
  }

  /** A member that must be there. */
  static String required(JsonNode object, String name) throws MalformedResponseException {
    JsonNode value = object.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new MalformedResponseException("no \"" + name + "\" in it");
    }
    return value.textValue();
  }

  /** A list of texts. */
  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
