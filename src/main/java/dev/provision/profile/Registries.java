package dev.provision.profile;

import java.util.List;
import java.util.Map;

/**
 * Where images come from: registries.conf, version 2.
 *
 * @param aliases short name to full repository
 * @param blocked prefixes that are never contacted
 * @param insecure registries reached without TLS or with an unknown certificate
 */
public record Registries(
    List<String> unqualifiedSearch,
    ShortNameMode shortNameMode,
    Map<String, String> aliases,
    List<Redirect> redirects,
    List<String> blocked,
    List<String> insecure) {

  /** How an ambiguous short name is resolved; containers-registries.conf(5). */
  public enum ShortNameMode {
    ENFORCING,
    PERMISSIVE,
    DISABLED
  }

  /** Which pulls a mirror serves; podman 4.1. */
  public enum PullFromMirror {
    ALL,
    DIGEST_ONLY,
    TAG_ONLY
  }

  /**
   * Names under {@code prefix} are fetched from {@code location}, after its mirrors.
   *
   * @param location empty only for a wildcard prefix, whose names then keep their place
   */
  public record Redirect(
      String prefix,
      String location,
      boolean insecure,
      boolean mirrorByDigestOnly,
      List<Mirror> mirrors) {
    public Redirect {
      mirrors = List.copyOf(mirrors);
    }
  }

  /** Another place for the same images, tried before the location. */
  public record Mirror(String location, boolean insecure, PullFromMirror pullFromMirror) {}

  public Registries {
    unqualifiedSearch = List.copyOf(unqualifiedSearch);
    aliases = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(aliases));
    redirects = List.copyOf(redirects);
    blocked = List.copyOf(blocked);
    insecure = List.copyOf(insecure);
  }
}
