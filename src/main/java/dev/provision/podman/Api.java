package dev.provision.podman;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.podman.http.Client;
import dev.provision.podman.http.Request;
import dev.provision.podman.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Questions to the API and its errors, whatever they are about. */
final class Api {
  /**
   * The oldest that podman 4 and 5 take, and what podman 3 takes too: it looks only for a number.
   * Whatever comes later is additions.
   */
  static final String ROOT = "/v4.0.0/libpod";

  /** For answers that podman knows at once. */
  static final Duration SHORT = Duration.ofSeconds(60);

  /** For answers that need the store, which others may hold. */
  static final Duration LONG = Duration.ofMinutes(5);

  private final Client client;

  Api(Client client) {
    this.client = client;
  }

  /** Asks for a document. */
  JsonNode json(Request request, Duration limit) {
    return client.ask(request, limit, response -> Json.parse(good(response)));
  }

  /** Asks for something to be done. */
  void call(Request request, Duration limit) {
    client.ask(request, limit, Api::good);
  }

  /** Whether something is there: 404 is an answer too. */
  boolean exists(Request request) {
    return client.ask(
        request,
        SHORT,
        response -> {
          if (response.status() == 404) {
            response.all();
            return false;
          }
          good(response);
          return true;
        });
  }

  /** Asks for an answer that is read as it comes. */
  <T> T stream(Request request, Duration limit, Client.Reader<T> reader) {
    return client.ask(
        request,
        limit,
        response -> {
          if (!response.isSuccess()) {
            throw refusal(response);
          }
          return reader.read(response);
        });
  }

  String name() {
    return client.name();
  }

  /** The answer's body, unless it tells of an error. */
  static byte[] good(Response response) throws IOException {
    if (!response.isSuccess()) {
      throw refusal(response);
    }
    return response.all();
  }

  private static RefusedException refusal(Response response) throws IOException {
    byte[] body = response.all();
    try {
      JsonNode error = Json.parse(body);
      String cause = error.path("cause").asText();
      String message = error.path("message").asText();
      if (!message.isEmpty()) {
        return new RefusedException("podman: " + message, response.status(), cause);
      }
    } catch (IOException e) {
      // Go's own server and proxies send plain text.
    }
    String text = Json.firstLine(new String(body, StandardCharsets.UTF_8));
    return new RefusedException(
        "podman: status " + response.status() + (text.isEmpty() ? "" : ": " + text),
        response.status(),
        "");
  }
}
