package dev.provision.podman;

import dev.provision.podman.http.FakeServer;
import dev.provision.podman.http.UnixSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A FAKE of podman: answers as it was told to, each request known by how its first line begins, and
 * with 404 to everything else.
 */
public final class FakePodman implements AutoCloseable {
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final FakeServer server;

  /** Writes a whole answer. */
  @FunctionalInterface
  public interface Answer {
    void write(String body, OutputStream out) throws IOException;
  }

  public FakePodman(Path socket) {
    server = new FakeServer(socket, this::answer);
  }

  /** A client of it. */
  public Podman client() {
    return new Podman(new UnixSocket(server.path()));
  }

  /** The service behind it. */
  public FakeServer server() {
    return server;
  }

  /** Answers to what begins like this; of several the first. */
  public FakePodman on(String request, Answer answer) {
    answers.put(request, answer);
    return this;
  }

  /** Answers with a document. */
  public FakePodman on(String request, int status, String json) {
    return on(
        request,
        (body, out) -> out.write(FakeServer.json(status, json).getBytes(StandardCharsets.UTF_8)));
  }

  /** Answers with an error as podman writes it. */
  public FakePodman refusing(String request, int status, String cause, String message) {
    return on(
        request,
        status,
        "{\"cause\":\"%s\",\"message\":\"%s\",\"response\":%d}".formatted(cause, message, status));
  }

  @Override
  public void close() {
    server.close();
  }

  private void answer(String request, String body, OutputStream out) throws IOException {
    for (Map.Entry<String, Answer> entry : answers.entrySet()) {
      if (request.startsWith(entry.getKey())) {
        entry.getValue().write(body, out);
        return;
      }
    }
    out.write(
        FakeServer.json(
                404,
                "{\"cause\":\"c\",\"message\":\"nobody told the fake about "
                    + request.replace("\"", "")
                    + "\"}")
            .getBytes(StandardCharsets.UTF_8));
  }
}
