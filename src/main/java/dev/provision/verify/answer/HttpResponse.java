package dev.provision.verify.answer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A response of an HTTP/1.1 server to a GET; RFC 9112.
 *
 * @param headers names in lower case
 */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
  public HttpResponse {
    headers = Map.copyOf(headers);
    body = body.clone();
  }

  /**
   * All responses of one connection.
   *
   * @throws MalformedAnswerException when the bytes break the protocol or end too early
   */
  public static List<HttpResponse> readAll(byte[] bytes) throws MalformedAnswerException {
    var reader = new HttpReader(bytes);
    var responses = new ArrayList<HttpResponse>();
    while (!reader.atEnd()) {
      HttpResponse response = reader.response();
      // 1xx: the real response follows.
      if (response.status() >= 200) {
        responses.add(response);
      }
    }
    return List.copyOf(responses);
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  /** The body as text, malformed UTF-8 replaced. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** A header's value. */
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
