package dev.provision.podman;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.provision.podman.context.BuildContext.Sent;
import dev.provision.podman.http.MalformedResponseException;
import dev.provision.podman.http.Request;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Sends a context, listens to the build, and asks what came of it. */
final class ImageBuild {
  private final Api api;
  private final Consumer<String> progress;

  ImageBuild(Api api, Consumer<String> progress) {
    this.api = api;
    this.progress = progress;
  }

  Built build(BuildRequest build) {
    var sent = new AtomicReference<>(new Sent(0, 0));
    Request request =
        query(build).sending("application/x-tar", out -> sent.set(build.context().writeTo(out)));
    String id =
        api.stream(
            request,
            build.timeout(),
            response ->
                new Messages(progress)
                    .read(response.body())
                    .orElseThrow(() -> new MalformedResponseException("no image's id at its end")));
    return new Built(fullId(id), build.tags(), sent.get().files(), sent.get().bytes());
  }

  static Request query(BuildRequest build) {
    Request request =
        Request.post(Api.ROOT, "build")
            .with("dockerfile", build.context().containerfileName())
            // Else podman keeps no steps for the next build, unlike its own command line.
            .with("layers", true)
            // Else a step that fails leaves a container that podman ps does not show.
            .with("forcerm", true)
            .with("nocache", !build.cache())
            .with("pull", build.pull());
    for (String tag : build.tags()) {
      request = request.with("t", tag);
    }
    if (!build.arguments().isEmpty()) {
      ObjectNode arguments = Json.MAPPER.createObjectNode();
      build.arguments().forEach(arguments::put);
      request = request.with("buildargs", arguments.toString());
    }
    if (build.target().isPresent()) {
      request = request.with("target", build.target().get());
    }
    String network = build.network().orElse("");
    return switch (network) {
      case "" -> request;
      case "none" -> request.with("networkmode", "NetworkDisabled");
      case "host" ->
          request.with("nsoptions", "[{\"Name\":\"network\",\"Host\":true,\"Path\":\"\"}]");
      default -> throw new IllegalArgumentException("not a network of a build: " + network);
    };
  }

  /** Also proves that the image is there. */
  private String fullId(String id) {
    return api.stream(
        Request.get(Api.ROOT, "images", id, "json"),
        Api.SHORT,
        response -> Json.required(Json.parse(response.all()), "Id"));
  }
}
