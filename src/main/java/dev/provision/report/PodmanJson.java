package dev.provision.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.podman.Built;
import dev.provision.podman.Container;
import dev.provision.podman.Found;
import dev.provision.podman.Image;
import dev.provision.podman.Kind;
import dev.provision.podman.Printed;
import dev.provision.podman.Pruned;
import dev.provision.podman.RefusedException;
import dev.provision.podman.RemovedImages;
import dev.provision.podman.RunResult;
import dev.provision.podman.Version;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code data} of each verb of {@code provision podman}, as {@link JsonShapes} has it. */
public final class PodmanJson {
  private PodmanJson() {}

  /** {@link JsonShapes#PODMAN_VERSION}. */
  public static Map<String, ?> version(Version version) {
    return Members.of(
        "podman", version.podman(),
        "api", version.api(),
        "least_api", version.leastApi(),
        "docker_api", version.dockerApi(),
        "os", version.os(),
        "arch", version.arch(),
        "kernel", version.kernel());
  }

  /** {@link JsonShapes#PODMAN_PING}. */
  public static Map<String, ?> ping(String socket) {
    return Members.of("socket", socket);
  }

  /** {@link JsonShapes#PODMAN_INFO}. */
  public static Map<String, ?> info(JsonNode info) {
    return Members.of("info", plain(info));
  }

  /** {@link JsonShapes#PODMAN_IMAGES}. */
  public static Map<String, ?> images(List<Image> images) {
    return Members.of("images", images.stream().map(PodmanJson::image).toList());
  }

  /** {@link JsonShapes#PODMAN_PS}. */
  public static Map<String, ?> containers(List<Container> containers) {
    return Members.of("containers", containers.stream().map(PodmanJson::container).toList());
  }

  /** {@link JsonShapes#PODMAN_INSPECT}. */
  public static Map<String, ?> inspect(String name, Found found) {
    return Members.of(
        "name", name, "type", found.kind().toString(), "object", plain(found.description()));
  }

  /** {@link JsonShapes#PODMAN_EXISTS}. */
  public static Map<String, ?> exists(String name, Optional<Kind> kind) {
    return Members.of("name", name, "exists", kind.isPresent(), "type", kind.map(Kind::toString));
  }

  /** {@link JsonShapes#PODMAN_RMI}. */
  public static Map<String, ?> removed(RemovedImages removed) {
    var data = Members.of("untagged", removed.untagged(), "deleted", removed.deleted());
    if (!removed.errors().isEmpty()) {
      data.put("errors", removed.errors());
    }
    return data;
  }

  /** {@link JsonShapes#PODMAN_KILL}. */
  public static Map<String, ?> killed(String container, String signal) {
    return Members.of("container", container, "signal", signal);
  }

  /** {@link JsonShapes#PODMAN_PRUNE}. */
  public static Map<String, ?> pruned(Pruned pruned) {
    return Members.of(
        "containers", pruned.containers(),
        "images", pruned.images(),
        "networks", pruned.networks(),
        "volumes", pruned.volumes(),
        "pods", pruned.pods(),
        "reclaimed", pruned.reclaimed(),
        "errors", pruned.errors());
  }

  /** {@link JsonShapes#PODMAN_BUILD}. */
  public static Map<String, ?> built(Built built) {
    return Members.of(
        "image", built.image(),
        "tags", built.tags(),
        "files", built.files(),
        "bytes", built.bytes());
  }

  /** {@link JsonShapes#PODMAN_RUN}. */
  public static Map<String, ?> run(RunResult result) {
    var data =
        Members.of(
            "container",
            result.container(),
            "exit_code",
            result.exitCode().isPresent() ? result.exitCode().getAsInt() : null,
            "timed_out",
            result.timedOut(),
            "removed",
            result.removed());
    put(data, "stdout", result.stdout());
    put(data, "stderr", result.stderr());
    return data;
  }

  /** {@link JsonShapes#PODMAN_REFUSED}. */
  public static Map<String, ?> refused(RefusedException refusal) {
    return Members.of(
        "status", refusal.status() == 0 ? null : refusal.status(),
        "cause", refusal.reason().isEmpty() ? null : refusal.reason());
  }

  private static Map<String, Object> image(Image image) {
    return Members.of(
        "id", image.id(),
        "names", image.names(),
        "digest", image.digest(),
        "created", image.created(),
        "size", image.size(),
        "containers", image.containers());
  }

  private static Map<String, Object> container(Container container) {
    return Members.of(
        "id", container.id(),
        "names", container.names(),
        "image", container.image(),
        "command", container.command(),
        "state", container.state(),
        "exit_code", container.state().equals("exited") ? container.exitCode() : null,
        "created", container.created());
  }

  private static void put(Map<String, Object> data, String name, Printed printed) {
    byte[] bytes = printed.bytes();
    // Replaces what is malformed, also the rest of a character whose beginning was not kept.
    String text = new String(bytes, StandardCharsets.UTF_8);
    data.put(name, text);
    data.put(name + "_base64", isExact(bytes, text) ? null : encoded(bytes));
    data.put(name + "_bytes", printed.total());
    data.put(name + "_truncated", printed.isTruncated());
  }

  /** Whether the document's text, after {@link JsonText} has looked at it, is what was printed. */
  private static boolean isExact(byte[] bytes, String text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return HostText.text(text).equals(text);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      var map = new LinkedHashMap<String, Object>();
      node.properties().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
      return map;
    }
    if (node.isArray()) {
      var list = new ArrayList<Object>();
      node.forEach(element -> list.add(plain(element)));
      return list;
    }
    if (node.isNumber()) {
      return node.canConvertToLong() && node.isIntegralNumber()
          ? (Object) node.longValue()
          : node.decimalValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.asText();
  }
}
