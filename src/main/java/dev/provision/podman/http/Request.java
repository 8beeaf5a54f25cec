package dev.provision.podman.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request. Values become part of its target encoded, never as they are.
 *
 * @param target path and query, encoded
 * @param content what is sent with it
 */
public record Request(String method, String target, Optional<Content> content) {

  /**
   * What is sent with a request.
   *
   * @param type its media type
   * @param writer writes all of it; the length need not be known
   */
  public record Content(String type, Writer writer) {}

  /** Writes bytes. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /** For the method {@code GET} and a path of segments that are taken as data. */
  public static Request get(String root, String... segments) {
    return of("GET", root, segments);
  }

  /** For the method {@code POST}. */
  public static Request post(String root, String... segments) {
    return of("POST", root, segments);
  }

  /** For the method {@code DELETE}. */
  public static Request delete(String root, String... segments) {
    return of("DELETE", root, segments);
  }

  private static Request of(String method, String root, String... segments) {
    var path = new StringBuilder(root);
    for (String segment : segments) {
      path.append('/').append(encoded(segment).replace("+", "%20"));
    }
    return new Request(method, path.toString(), Optional.empty());
  }

  /** With one more parameter. */
  public Request with(String name, String value) {
    String separator = target.contains("?") ? "&" : "?";
    return new Request(method, target + separator + encoded(name) + "=" + encoded(value), content);
  }

  /** With one more parameter that is true or false. */
  public Request with(String name, boolean value) {
    return with(name, Boolean.toString(value));
  }

  /** With something to send. */
  public Request sending(String type, Writer writer) {
    return new Request(method, target, Optional.of(new Content(type, writer)));
  }

  /** {@code GET /v4.0.0/libpod/info}: for messages, without values. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return method + " " + (query < 0 ? target : target.substring(0, query));
  }

  void writeTo(OutputStream out) throws IOException {
    // Podman does not look at the host, HTTP wants one.
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: podman\r\n");
    content.ifPresent(
        it ->
            head.append("Content-Type: ")
                .append(it.type())
                .append("\r\nTransfer-Encoding: chunked\r\n"));
    if (content.isEmpty() && !method.equals("GET")) {
      head.append("Content-Length: 0\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    if (content.isPresent()) {
      var chunks = new ChunkedOutput(out);
      content.get().writer().writeTo(chunks);
      chunks.end();
    }
    out.flush();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
