package dev.provision.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Debian packages and where they come from.
 *
 * @param install package name to minimum version, {@code *} for any
 */
public record Packages(Map<String, String> install, List<Repository> repositories) {
  public Packages {
    install = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(install));
    repositories = List.copyOf(repositories);
  }

  /**
   * An apt repository.
   *
   * @param name of the files under /etc/apt
   * @param suite {@code bookworm}, or a path ending in {@code /} for a flat repository
   * @param key the signing key, ASCII-armoured; read from a file beside the profile or inline
   * @param fingerprint that the key must have, 40 hexadecimal digits
   * @param pin apt priority for packages of this repository, or empty for apt's own 500
   */
  public record Repository(
      String name,
      String uri,
      String suite,
      List<String> components,
      String key,
      String fingerprint,
      Optional<Integer> pin,
      List<String> pinPackages) {
    public Repository {
      components = List.copyOf(components);
      pinPackages = List.copyOf(pinPackages);
    }
  }
}
