package dev.provision.podman;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.provision.podman.http.Client;
import dev.provision.podman.http.Endpoint;
import dev.provision.podman.http.Request;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Podman's API. Not for two threads at once.
 *
 * <p>Everything throws {@link RefusedException} where podman says no, {@link
 * dev.provision.transport.UnreachableException} where nobody answers or it is not podman, and
 * {@link dev.provision.transport.TimeLimitException} where the answer takes too long.
 */
public final class Podman implements AutoCloseable {
  private final Client client;
  private final Api api;

  public Podman(Endpoint endpoint) {
    client = new Client(endpoint);
    api = new Api(client);
  }

  /** Where it is. */
  public String name() {
    return api.name();
  }

  /** Whether it answers at all; the API in common with docker has this without a version. */
  public void ping() {
    api.call(Request.get("/_ping"), Api.SHORT);
  }

  /** What the service is. */
  public Version version() {
    JsonNode answer = api.json(Request.get(Api.ROOT, "version"), Api.SHORT);
    JsonNode engine = engine(answer);
    return new Version(
        answer.path("Version").asText(),
        engine.path("Details").path("APIVersion").asText(),
        engine.path("Details").path("MinAPIVersion").asText(),
        answer.path("ApiVersion").asText(),
        answer.path("Os").asText(),
        answer.path("Arch").asText(),
        answer.path("KernelVersion").asText());
  }

  /** What it runs on and how it is set up, as podman gives it. */
  public JsonNode info() {
    return api.json(Request.get(Api.ROOT, "info"), Api.SHORT);
  }

  /**
   * The images.
   *
   * @param all with the intermediate ones of builds
   */
  public List<Image> images(boolean all) {
    JsonNode answer = api.json(Request.get(Api.ROOT, "images", "json").with("all", all), Api.LONG);
    var images = new ArrayList<Image>();
    for (JsonNode image : answer) {
      images.add(
          new Image(
              image.path("Id").asText(),
              Json.texts(image.path("RepoTags")),
              image.path("Digest").asText(),
              image.path("Created").asLong(),
              image.path("Size").asLong(),
              image.path("Containers").asInt()));
    }
    return images;
  }

  /**
   * The containers.
   *
   * @param all with those that do not run
   */
  public List<Container> containers(boolean all) {
    JsonNode answer =
        api.json(Request.get(Api.ROOT, "containers", "json").with("all", all), Api.LONG);
    var containers = new ArrayList<Container>();
    for (JsonNode container : answer) {
      containers.add(
          new Container(
              container.path("Id").asText(),
              Json.texts(container.path("Names")),
              container.path("Image").asText(),
              Json.texts(container.path("Command")),
              container.path("State").asText(),
              container.path("ExitCode").asInt(),
              container.path("Created").asText()));
    }
    return containers;
  }

  /** Whether there is one of this kind and name. */
  public boolean exists(Kind kind, String name) {
    return api.exists(Request.get(Api.ROOT, kind.collection(), name, "exists"));
  }

  /** What podman knows about it; empty when there is none. */
  public Optional<Found> inspect(Kind kind, String name) {
    try {
      JsonNode answer = api.json(Request.get(Api.ROOT, kind.collection(), name, "json"), Api.SHORT);
      // Volumes and networks are one; older versions answer with a list of one.
      return Optional.of(new Found(kind, answer.isArray() ? answer.path(0) : answer));
    } catch (RefusedException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Removes images; some may go while others stay.
   *
   * @param force with the containers that use them
   */
  public RemovedImages removeImages(List<String> names, boolean force) {
    Request request = Request.delete(Api.ROOT, "images", "remove").with("force", force);
    for (String name : names) {
      request = request.with("images", name);
    }
    JsonNode answer = api.json(request, Api.LONG);
    return new RemovedImages(
        Json.texts(answer.path("Untagged")),
        Json.texts(answer.path("Deleted")),
        Json.texts(answer.path("Errors")));
  }

  /** Sends a signal to a container: {@code KILL}, {@code SIGTERM}, {@code 15}. */
  public void kill(String container, String signal) {
    api.call(
        Request.post(Api.ROOT, "containers", container, "kill").with("signal", signal), Api.SHORT);
  }

  /**
   * Removes what nothing uses: stopped containers, networks, images without a name.
   *
   * @param all images with a name too
   * @param volumes with the volumes, and what is in them
   */
  public Pruned prune(boolean all, boolean volumes) {
    JsonNode answer =
        api.json(
            Request.post(Api.ROOT, "system", "prune").with("all", all).with("volumes", volumes),
            Api.LONG);
    return PruneReport.read(answer);
  }

  /**
   * Builds an image.
   *
   * @param progress gets what the build prints, in pieces
   */
  public Built build(BuildRequest request, Consumer<String> progress) {
    return new ImageBuild(api, progress).build(request);
  }

  /**
   * Runs a container to its end.
   *
   * @param progress gets what pulling a missing image prints, in pieces
   */
  public RunResult run(RunRequest request, Consumer<String> progress) {
    return new ContainerRun(api, progress).run(request);
  }

  /**
   * Makes a container that is not started.
   *
   * @param route by which; a client of docker knows only the one
   * @return its id
   */
  public String create(Route route, String image, List<String> command) {
    boolean docker = route == Route.DOCKER;
    ObjectNode spec = Json.MAPPER.createObjectNode();
    spec.put(docker ? "Image" : "image", image);
    ArrayNode words = spec.putArray(docker ? "Cmd" : "command");
    command.forEach(words::add);
    Request request =
        Request.post(route.root(), "containers", "create")
            .sending("application/json", out -> out.write(Json.MAPPER.writeValueAsBytes(spec)));
    return api.stream(
        request, Api.LONG, response -> Json.required(Json.parse(response.all()), "Id"));
  }

  /** Removes a container, also one that runs. */
  public void remove(Route route, String container) {
    api.call(Request.delete(route.root(), "containers", container).with("force", true), Api.LONG);
  }

  /**
   * An image as an archive that {@code docker load} takes.
   *
   * @return how many bytes went there
   */
  public long export(Route route, String image, OutputStream out) {
    Request request = Request.get(route.root(), "images", image, "get");
    return api.stream(
        route == Route.LIBPOD ? request.with("format", "docker-archive") : request,
        Api.LONG,
        response -> response.body().transferTo(out));
  }

  @Override
  public void close() {
    client.close();
  }

  private static JsonNode engine(JsonNode version) {
    for (JsonNode component : version.path("Components")) {
      if (component.path("Name").asText().equals("Podman Engine")) {
        return component;
      }
    }
    return version.path("Components").path(0);
  }
}
