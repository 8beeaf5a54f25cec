package dev.provision.verify.check;

import dev.provision.containers.PodmanVersion;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first podman that reads a drop-in. Debian's builds of 5.8 have podman 6's rules for storage;
 * config-file-parsing.md in podman's contrib/design-docs, release notes of 5.7.
 */
record ReadSince(Pattern path, int major, int minor) {
  private static final List<ReadSince> NEWER =
      List.of(
          new ReadSince(Pattern.compile(".*/storage\\.(rootless\\.)?conf\\.d/.*"), 5, 8),
          new ReadSince(Pattern.compile("/usr/share/containers/.*"), 6, 0),
          new ReadSince(Pattern.compile(".*/registries\\.rootless\\.conf\\.d/.*"), 6, 0),
          new ReadSince(Pattern.compile(".*/containers\\.rootless\\.conf.*"), 5, 7));

  /** Whether a podman reads a file. */
  static boolean reads(PodmanVersion podman, String path) {
    return NEWER.stream()
        .filter(rule -> rule.path.matcher(path).matches())
        .findFirst()
        .map(rule -> podman.atLeast(rule.major, rule.minor))
        .orElse(true);
  }
}
