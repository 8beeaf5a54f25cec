package dev.provision.verify.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import dev.provision.render.Rendering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A host that has nothing but what a profile renders, and what systemd and podman make of that:
 * answers the questions of checks as far as this can be told without a machine.
 */
final class RenderedHost {
  private static final String ENVIRONMENT = "/etc/profile.d/agent_env_vars.sh";
  private static final String RS = "\u001e";

  /** proc_pid_limits(5), for the limits that shipped profiles set. */
  private static final Map<String, String> LIMITS =
      Map.of("core", "Max core file size", "nofile", "Max open files", "nproc", "Max processes");

  private final Profile profile;
  private final Agent agent;
  private final Rendering rendering;
  private final Path folder;

  RenderedHost(Profile profile, PodmanVersion podman, Path folder) {
    this.profile = profile;
    this.agent = profile.agent();
    this.rendering = Renderer.render(profile, Optional.of(podman));
    this.folder = folder;
  }

  /** What the host says; empty where only a machine could. */
  Optional<Answer> answer(Fact fact) {
    List<String> arguments = fact.call().arguments();
    return switch (fact.call().function()) {
      case "verify_environment_values" -> Optional.of(answer(environment(fact)));
      case "verify_place_access" -> Optional.of(answer(places(arguments)));
      case "verify_docker_commands" -> Optional.of(answer(dockerCommands()));
      case "verify_docker_packages" -> Optional.of(answer("end\n"));
      case "verify_container_limits" -> Optional.of(answer(limits() + RS));
      case "verify_command" ->
          command(String.join(" ", arguments.subList(1, arguments.size())))
              .map(text -> answer(text + RS));
      default -> Optional.empty();
    };
  }

  private static Answer answer(String text) {
    return new Answer(0, text.getBytes(UTF_8));
  }

  private Optional<String> command(String words) {
    if (words.equals("podman info --format json")) {
      return Optional.of(info().toString());
    }
    if (words.startsWith("docker version")) {
      return Optional.of("1.41\n");
    }
    return words.startsWith("docker info") ? Optional.of("bridge\n") : Optional.empty();
  }

  /** Sources the file as the scale set's script does, and asks as a step does. */
  private String environment(Fact fact) {
    try {
      Path file = Files.writeString(folder.resolve("environment.sh"), text(ENVIRONMENT));
      var command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "sh", "-c"));
      command.add(
          fact.call().fragment().text() + ". \"$1\"; shift; " + fact.call().function() + " \"$@\"");
      command.addAll(List.of("sh", file.toString()));
      command.addAll(fact.call().arguments());
      Process process = new ProcessBuilder(command).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String places(List<String> paths) {
    return paths.stream().map(path -> place(path) + "\n").collect(Collectors.joining()) + "end\n";
  }

  private String place(String path) {
    if (path.equals(agent.runtimeDirectory()) && agent.linger()) {
      return "directory,700," + agent.user() + ",";
    }
    if (path.equals(agent.podmanSocket()) && profile.socket().enabled()) {
      return "socket,660," + agent.user() + ",";
    }
    String begin = "L+ " + path + " - - - - ";
    return text("/etc/tmpfiles.d/podman-docker.conf")
        .lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> "symbolic link,777,root," + line.substring(begin.length()))
        .findFirst()
        .orElse("absent");
  }

  private String dockerCommands() {
    return rendering.files().stream()
            .filter(file -> file.path().endsWith("/docker") && file.content().contains("podman"))
            .map(file -> "podman " + file.path() + "\n")
            .collect(Collectors.joining())
        + "end\n";
  }

  private String limits() {
    var lines = new StringBuilder("Limit                     Soft Limit  Hard Limit  Units\n");
    for (JsonNode ulimit : conf().at("/containers/default_ulimits")) {
      String[] parts = ulimit.textValue().split("[=:]");
      lines.append(LIMITS.get(parts[0]));
      for (String part : List.of(parts[1], parts[parts.length - 1])) {
        lines.append("  ").append(part.equals("-1") ? "unlimited" : part);
      }
      lines.append("\n");
    }
    return lines.toString();
  }

  private ObjectNode info() {
    ObjectNode info = new ObjectMapper().createObjectNode();
    ObjectNode host = info.putObject("host");
    host.putObject("security").put("rootless", true);
    host.put("cgroupVersion", "v2");
    host.put("cgroupManager", conf().at("/engine/cgroup_manager").asText("systemd"));
    host.put("networkBackend", conf().at("/network/network_backend").asText("netavark"));
    host.put("logDriver", conf().at("/containers/log_driver").asText("journald"));
    host.put("eventLogger", conf().at("/engine/events_logger").asText("journald"));
    host.putObject("ociRuntime").put("name", conf().at("/engine/runtime").asText("crun"));
    var controllers = host.putArray("cgroupControllers");
    delegated().forEach(controllers::add);
    ObjectNode maps = host.putObject("idMappings");
    for (String map : List.of("uidmap", "gidmap")) {
      maps.putArray(map).addObject().put("container_id", 1).put("size", agent.subordinateIds());
    }
    host.putObject("remoteSocket")
        .put("path", agent.podmanSocket())
        .put("exists", profile.socket().enabled());
    ObjectNode store = info.putObject("store");
    store.put(
        "graphDriverName",
        toml(agent.home() + "/.config/containers/storage.conf").at("/storage/driver").textValue());
    store.put("runRoot", exported("XDG_RUNTIME_DIR") + "/containers");
    store.put("graphRootAllocated", 64L << 30).put("graphRootUsed", 1L << 30);
    store.putObject("graphOptions");
    store.putObject("graphStatus").put("Native Overlay Diff", "true");
    registries(info.putObject("registries"));
    return info;
  }

  private List<String> delegated() {
    return text("/etc/systemd/system/user@.service.d/delegate.conf")
        .lines()
        .filter(line -> line.startsWith("Delegate="))
        .flatMap(line -> Arrays.stream(line.substring("Delegate=".length()).split(" ")))
        .toList();
  }

  private String exported(String name) {
    String begin = "export " + name + "=";
    return text(ENVIRONMENT)
        .lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()).replace("'", ""))
        .findFirst()
        .orElse("");
  }

  /** podman's table of registries.conf, for what shipped profiles have there. */
  private void registries(ObjectNode table) {
    JsonNode conf = toml("/etc/containers/registries.conf");
    table.set("search", conf.path("unqualified-search-registries"));
    for (JsonNode registry : conf.path("registry")) {
      String location = registry.path("location").asText("");
      ObjectNode entry = table.putObject(registry.path("prefix").asText(location));
      entry.put("Location", location);
      entry.put("Insecure", registry.path("insecure").asBoolean());
      entry.put("Blocked", registry.path("blocked").asBoolean());
      entry.put("MirrorByDigestOnly", registry.path("mirror-by-digest-only").asBoolean());
      var mirrors = entry.putArray("Mirrors");
      for (JsonNode mirror : registry.path("mirror")) {
        mirrors
            .addObject()
            .put("Location", mirror.path("location").asText())
            .put("Insecure", mirror.path("insecure").asBoolean())
            .put("PullFromMirror", mirror.path("pull-from-mirror").asText(""));
      }
    }
  }

  private JsonNode conf() {
    return toml("/etc/containers/containers.conf");
  }

  private JsonNode toml(String path) {
    try {
      return new TomlMapper().readTree(text(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A rendered file's content; nothing when the profile has no such file. */
  private String text(String path) {
    return rendering.file(path).map(RenderedFile::content).orElse("");
  }
}
