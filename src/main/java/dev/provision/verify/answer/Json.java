package dev.provision.verify.answer;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON object that a host sent, read by JSON pointers (RFC 6901). */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode root;

  private Json(JsonNode root) {
    this.root = root;
  }

  /** The object that is all of a command's output. */
  public static Json object(Reply reply) throws MalformedAnswerException {
    Optional<String> failure = reply.failure();
    if (failure.isPresent()) {
      throw new MalformedAnswerException(failure.get());
    }
    return object(reply.bytes());
  }

  /** The object that is all of the text. */
  public static Json object(byte[] text) throws MalformedAnswerException {
    try {
      JsonNode root = MAPPER.readTree(text);
      if (root == null || !root.isObject()) {
        throw new MalformedAnswerException("not a JSON object");
      }
      return new Json(root);
    } catch (IOException e) {
      throw new MalformedAnswerException("not JSON: " + e.getMessage());
    }
  }

  /** The value at a pointer; a missing node when there is none. */
  public JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** A string, number or boolean as text. */
  public Optional<String> text(String pointer) {
    JsonNode node = root.at(pointer);
    return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
  }

  /** An array of strings; empty when anything else is there. */
  public Optional<List<String>> texts(String pointer) {
    JsonNode node = root.at(pointer);
    if (!node.isArray()) {
      return Optional.empty();
    }
    var texts = new ArrayList<String>();
    for (JsonNode element : node) {
      if (!element.isTextual()) {
        return Optional.empty();
      }
      texts.add(element.asText());
    }
    return Optional.of(List.copyOf(texts));
  }
}
