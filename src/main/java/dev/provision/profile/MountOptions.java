package dev.provision.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Options that podman takes; it refuses every container for one that it does not know, and upper
 * case counts. pkg/specgenutil/volumes.go of podman 5.6 for mounts, pkg/parse/parse.go of
 * containers/common for volumes; podman-run(1).
 */
final class MountOptions {
  private static final Set<String> PROPAGATION =
      Set.of(
          "private",
          "rprivate",
          "shared",
          "rshared",
          "slave",
          "rslave",
          "unbindable",
          "runbindable");

  private static final Set<String> SOURCE = Set.of("source", "src");
  private static final Set<String> TARGET = Set.of("destination", "dest", "dst", "target");

  /** What parseMountOptions takes for every type; noswap only where podman is root's. */
  private static final Set<String> COMMON =
      union(
          List.of(
              PROPAGATION,
              TARGET,
              Set.of("U", "Z", "chown", "consistency", "dev", "exec", "idmap", "no-dereference"),
              Set.of("nodev", "noexec", "nosuid", "readonly", "relabel", "ro", "rw", "suid", "z")));

  /** Options by type. Those of artifact are too young to be listed. */
  private static final Map<String, Set<String>> BY_TYPE =
      Map.of(
          "bind", union(List.of(COMMON, SOURCE, Set.of("bind-nonrecursive", "bind-propagation"))),
          "devpts",
              union(
                  List.of(TARGET, Set.of("gid", "max", "mode", "newinstance", "ptmxmode", "uid"))),
          "glob", union(List.of(COMMON, SOURCE)),
          "image",
              union(List.of(SOURCE, TARGET, Set.of("consistency", "readwrite", "rw", "subpath"))),
          "ramfs", COMMON,
          "tmpfs",
              union(
                  List.of(COMMON, Set.of("notmpcopyup", "tmpcopyup", "tmpfs-mode", "tmpfs-size"))),
          "volume",
              union(List.of(COMMON, SOURCE, Set.of("subpath", "volume-opt", "volume-subpath"))));

  private static final Set<String> VOLUME =
      union(
          List.of(
              PROPAGATION,
              Set.of("O", "U", "Z", "bind", "cached", "copy", "delegated", "dev", "exec", "nocopy"),
              Set.of(
                  "no-dereference",
                  "nodev",
                  "noexec",
                  "nosuid",
                  "rbind",
                  "ro",
                  "rw",
                  "suid",
                  "z")));

  private static final Pattern VOLUME_FAMILY =
      Pattern.compile("idmap(?:=[0-9@#;-]+)?|(?:upperdir|workdir)=/.*");

  /** Of each of these podman takes one. */
  private static final List<Set<String>> ALTERNATIVES =
      List.of(
          PROPAGATION,
          Set.of("rw", "ro"),
          Set.of("z", "Z", "O"),
          Set.of("bind", "rbind"),
          Set.of("dev", "nodev"),
          Set.of("exec", "noexec"),
          Set.of("suid", "nosuid"),
          Set.of("copy", "nocopy"));

  private MountOptions() {}

  /** The types that podman knows. */
  static Set<String> types() {
    var types = new TreeSet<>(BY_TYPE.keySet());
    types.add("artifact");
    return types;
  }

  /** What is wrong with the option of a mount; type itself is one of every mount. */
  static Optional<String> ofMount(String type, String option) {
    Set<String> known = BY_TYPE.get(type);
    return known == null || known.contains(option) || option.equals("type")
        ? Optional.empty()
        : Optional.of("podman knows no option " + Quoted.value(option) + " of type=" + type);
  }

  /** What is wrong with the third part of a volume. */
  static Optional<String> ofVolume(String options) {
    List<String> words = Arrays.asList(options.split(",", -1));
    for (String word : words) {
      if (!VOLUME.contains(word) && !VOLUME_FAMILY.matcher(word).matches()) {
        return Optional.of("podman knows no option " + Quoted.value(word) + " of a volume");
      }
    }
    return ALTERNATIVES.stream()
        .filter(these -> words.stream().filter(these::contains).count() > 1)
        .findFirst()
        .map(these -> "podman takes only one of " + String.join(", ", new TreeSet<>(these)));
  }

  private static Set<String> union(List<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }
}
