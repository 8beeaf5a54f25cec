package dev.provision.podman;

import dev.provision.ProvisionException;
import dev.provision.podman.http.MalformedResponseException;
import dev.provision.podman.http.Request;
import dev.provision.transport.TimeLimitException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Creates a container, listens to it from before its first word, waits for its end. Whatever goes
 * wrong on the way, the container does not stay.
 */
final class ContainerRun {
  /** By how much a timer may be early. */
  private static final Duration TIMER = Duration.ofMillis(50);

  private final Api api;
  private final Consumer<String> progress;
  private final Tail stdout = new Tail(RunResult.KEPT);
  private final Tail stderr = new Tail(RunResult.KEPT);

  ContainerRun(Api api, Consumer<String> progress) {
    this.api = api;
    this.progress = progress;
  }

  RunResult run(RunRequest request) {
    pullUnlessThere(request.image());
    String id = create(request);
    boolean ended = false;
    try {
      OptionalInt exitCode = runToTheEnd(id, request.timeout());
      ended = exitCode.isPresent() && !request.remove();
      if (!ended) {
        // Were it not gone, the answer would not be true.
        remove(id);
      }
      return new RunResult(id, exitCode, !ended, stdout.printed(), stderr.printed());
    } catch (ProvisionException e) {
      removeAfter(e, id);
      throw e;
    }
  }

  private OptionalInt runToTheEnd(String id, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      api.stream(
          container("POST", id, "attach")
              .with("stream", true)
              .with("logs", false)
              .with("stdin", false)
              .with("stdout", true)
              .with("stderr", true),
          timeout,
          response -> {
            api.call(container("POST", id, "start"), timeout);
            Multiplexed.read(response.body(), stdout, stderr);
            return id;
          });
      // Its streams have ended; it may have closed them itself.
      return OptionalInt.of(wait(id, Duration.ofNanos(deadline - System.nanoTime())));
    } catch (TimeLimitException e) {
      if (deadline - System.nanoTime() > TIMER.toNanos()) {
        throw e;
      }
      return OptionalInt.empty();
    }
  }

  private int wait(String id, Duration limit) {
    return api.stream(
        container("POST", id, "wait"),
        limit,
        response -> {
          String text = new String(response.all(), StandardCharsets.UTF_8).strip();
          if (!text.matches("-?[0-9]{1,9}")) {
            throw new MalformedResponseException("no exit code in it");
          }
          return Integer.parseInt(text);
        });
  }

  private void pullUnlessThere(String image) {
    if (api.exists(Request.get(Api.ROOT, "images", image, "exists"))) {
      return;
    }
    api.stream(
        Request.post(Api.ROOT, "images", "pull").with("reference", image),
        Duration.ofMinutes(30),
        response -> {
          new Messages(progress).read(response.body());
          return image;
        });
  }

  private String create(RunRequest request) {
    Request create =
        Request.post(Api.ROOT, "containers", "create")
            .sending(
                "application/json",
                out -> out.write(Json.MAPPER.writeValueAsBytes(ContainerSpec.of(request))));
    return api.stream(
        create, Api.LONG, response -> Json.required(Json.parse(response.all()), "Id"));
  }

  /** Kills it too, at once. */
  private void remove(String id) {
    try {
      api.call(
          container("DELETE", id).with("force", true).with("v", true).with("timeout", "0"),
          Api.SHORT);
    } catch (RefusedException e) {
      if (e.status() != 404) {
        throw e;
      }
    }
  }

  private void removeAfter(ProvisionException trouble, String id) {
    try {
      remove(id);
    } catch (ProvisionException e) {
      progress.accept("container " + id + " may be left: " + e.getMessage() + "\n");
      trouble.addSuppressed(e);
    }
  }

  private static Request container(String method, String id, String... action) {
    String[] segments = new String[2 + action.length];
    segments[0] = "containers";
    segments[1] = id;
    System.arraycopy(action, 0, segments, 2, action.length);
    return method.equals("DELETE")
        ? Request.delete(Api.ROOT, segments)
        : Request.post(Api.ROOT, segments);
  }
}
