package dev.provision.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Volumes and mounts of every container; podman-run(1), --volume and --mount. */
final class VolumeRules {
  private static final KeyPath CONTAINERS = KeyPath.of("containers");

  /** The last of several names of one thing would win, so each is judged. */
  private static final List<String> PLACES =
      List.of("source", "src", "destination", "dest", "dst", "target");

  /** The SDK looks for itself in /proc/PID/maps, which is then another process's or none. */
  private static final String PROC =
      "the host's /proc in a container breaks .NET's build up to SDK 6 (NullReferenceException in"
          + " Microsoft.DotNet.Cli.Utils.Muxer, dotnet/runtime#99887)";

  private final Set<String> targets = new HashSet<>();
  private final Problems problems;

  private VolumeRules(Problems problems) {
    this.problems = problems;
  }

  static void check(Profile profile, Problems problems) {
    var rules = new VolumeRules(problems);
    Containers containers = profile.containers();
    for (int i = 0; i < containers.volumes().size(); i++) {
      rules.volume(containers.volumes().get(i), CONTAINERS.key("volumes").at(i));
    }
    for (int i = 0; i < containers.mounts().size(); i++) {
      rules.mount(containers.mounts().get(i), CONTAINERS.key("mounts").at(i));
    }
  }

  private void volume(String volume, KeyPath at) {
    List<String> parts = List.of(volume.split(":", -1));
    String source = parts.get(0);
    String target = parts.size() == 1 ? source : parts.get(1);
    boolean named = source.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*") && parts.size() > 1;
    if (isProc(source) || isProc(target)) {
      refuseProc(at);
    } else if (named) {
      problems.add(
          at,
          "a named volume here breaks every podman build (\"must be an absolute path\")",
          "name a folder of the host, or put --volume into the pipeline's own run");
    } else if (parts.size() > 3 || !Format.PATH.matches(source) || !Format.PATH.matches(target)) {
      problems.add(
          at,
          Quoted.value(volume) + " is not a volume",
          "write SOURCE:TARGET or SOURCE:TARGET:OPTIONS with plain absolute paths");
    } else {
      claim(target, at);
      parts.stream().skip(2).map(MountOptions::ofVolume).forEach(it -> refuseOption(it, at));
    }
  }

  private void mount(String mount, KeyPath at) {
    Optional<Map<String, String>> fields = fields(mount);
    if (fields.isEmpty() || !MountOptions.types().contains(fields.get().getOrDefault("type", ""))) {
      problems.add(
          at,
          Quoted.value(mount) + " is not a mount",
          "write type=TYPE,source=PATH,destination=PATH; types are "
              + String.join(", ", MountOptions.types()));
      return;
    }
    if (PLACES.stream().anyMatch(key -> isProc(fields.get().getOrDefault(key, "")))) {
      refuseProc(at);
      return;
    }
    String type = fields.get().get("type");
    new TreeSet<>(fields.get().keySet())
        .forEach(option -> refuseOption(MountOptions.ofMount(type, option), at));
    checkSource(type, first(fields.get(), "source", "src"), at);
    String target = first(fields.get(), "destination", "dest", "dst", "target");
    if (!(type.equals("glob") && target.isEmpty()) && !Format.PATH.matches(target)) {
      problems.add(
          at,
          Quoted.value(target) + " is not a plain absolute destination",
          "write destination=/PATH");
    } else if (!target.isEmpty()) {
      claim(target, at);
    }
  }

  /** What podman takes relative to a working directory may be /proc in one of them. */
  private void checkSource(String type, String source, KeyPath at) {
    boolean ofTheHost = type.equals("bind") || type.equals("glob");
    if (ofTheHost && !source.isEmpty() && !source.startsWith("/")) {
      problems.add(at, Quoted.value(source) + " is not an absolute source", "write source=/PATH");
    } else if (type.equals("glob") && source.matches("/+[^/]*[*?\\[\\\\].*")) {
      problems.add(
          at,
          Quoted.value(source) + " has a wildcard in its first part, which may fit /proc",
          "write that part out");
    }
  }

  private void refuseOption(Optional<String> fault, KeyPath at) {
    fault.ifPresent(
        reason ->
            problems.add(
                at, reason + ", and then starts no container", "correct it; see podman-run(1)"));
  }

  /** podman refuses to start a container that has two mounts at one place. */
  private void claim(String target, KeyPath at) {
    if (!targets.add(target)) {
      problems.add(at, "something else is mounted at " + target, "remove one of the two");
    }
  }

  private void refuseProc(KeyPath at) {
    problems.add(at, PROC, "remove it; containers have a /proc of their own");
  }

  private static String first(Map<String, String> fields, String... names) {
    for (String name : names) {
      if (fields.containsKey(name)) {
        return fields.get(name);
      }
    }
    return "";
  }

  /** Comma-separated KEY=VALUE or KEY; empty where a part is neither. */
  private static Optional<Map<String, String>> fields(String mount) {
    var fields = new HashMap<String, String>();
    for (String part : mount.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      boolean repeated = fields.put(key, value) != null;
      if (repeated || !key.matches("[A-Za-z0-9-]+") || !value.matches("[^\\s\"'\\\\]*")) {
        return Optional.empty();
      }
    }
    return Optional.of(fields);
  }

  /** Whether a path leads to /proc or into it, however it is written. */
  private static boolean isProc(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    var parts = new ArrayList<String>();
    for (String part : path.split("/+")) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.remove(parts.size() - 1);
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    return !parts.isEmpty() && parts.get(0).equals("proc");
  }
}
