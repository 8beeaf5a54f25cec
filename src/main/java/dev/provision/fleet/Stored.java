package dev.provision.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.provision.fleet.Difference.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Results and differences as bytes, and back as they were. */
final class Stored {
  /** Half of a surrogate pair, which a host may send, has no bytes but as an escape. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Stored() {}

  static byte[] of(HostResult it) {
    return bytes(
        array(List.of(it.host(), it.address(), it.profile(), it.message()))
            .add(it.state().name())
            .add(it.difference().orElse(null))
            .add(it.attempts())
            .add(it.took().toNanos())
            .add(array(it.groups())));
  }

  static HostResult result(byte[] bytes) {
    JsonNode it = tree(bytes);
    return new HostResult(
        text(it, 0),
        text(it, 1),
        text(it, 2),
        StreamSupport.stream(it.get(8).spliterator(), false).map(JsonNode::textValue).toList(),
        HostState.valueOf(text(it, 4)),
        Optional.ofNullable(text(it, 5)),
        text(it, 3),
        it.get(6).intValue(),
        Duration.ofNanos(it.get(7).longValue()));
  }

  static byte[] of(Difference difference) {
    ArrayNode all = JSON.createArrayNode().add(difference.id());
    for (Item it : difference.items()) {
      all.add(array(List.of(it.resource(), it.summary(), it.remedy(), it.diff())));
    }
    return bytes(all);
  }

  static Difference difference(byte[] bytes) {
    JsonNode all = tree(bytes);
    var items = new ArrayList<Item>();
    for (JsonNode it : all) {
      if (it.isArray()) {
        items.add(new Item(text(it, 0), text(it, 1), text(it, 2), text(it, 3)));
      }
    }
    return new Difference(text(all, 0), items);
  }

  private static String text(JsonNode array, int index) {
    return array.get(index).textValue();
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = JSON.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsString(tree).getBytes(StandardCharsets.US_ASCII);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("what was put aside is damaged", e);
    }
  }
}
