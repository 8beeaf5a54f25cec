package dev.provision.podman;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.provision.podman.http.MalformedResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The answers to builds and pulls: JSON documents one after the other, each a piece of text, an
 * error or an id. Status 200 has long been sent when an error comes.
 */
final class Messages {
  private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{12,64})\\s*");

  private final Consumer<String> progress;
  private String last = "";
  private String id = "";

  Messages(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Reads all messages.
   *
   * @return the image's id, when there was one; a build's is its last piece of text
   * @throws RefusedException for the first error among them
   */
  Optional<String> read(InputStream in) throws IOException {
    try (MappingIterator<JsonNode> messages =
        Json.MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (messages.hasNextValue()) {
        hear(messages.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw new MalformedResponseException("not JSON: " + Json.firstLine(e.getOriginalMessage()));
    }
    var matcher = ID.matcher(id.isEmpty() ? last : id);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private void hear(JsonNode message) {
    String error =
        message.path("error").asText(message.path("errorDetail").path("message").asText());
    if (!error.isEmpty()) {
      throw new RefusedException("podman: " + error.strip(), 0, "");
    }
    String stream = message.path("stream").asText();
    if (!stream.isEmpty()) {
      last = stream;
      progress.accept(stream);
    }
    // Podman's pull says "id", docker's way to end a build is "aux".
    String said = message.path("id").asText(message.path("aux").path("ID").asText());
    if (!said.isEmpty()) {
      id = said;
    }
  }
}
