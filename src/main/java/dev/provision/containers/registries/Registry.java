package dev.provision.containers.registries;

import dev.provision.containers.Place;
import java.util.List;

/**
 * One {@code [[registry]]}.
 *
 * @param location empty with a wildcard that leaves names as they are
 */
public record Registry(
    String prefix,
    String location,
    boolean insecure,
    boolean blocked,
    boolean mirrorByDigestOnly,
    List<Mirror> mirrors,
    Place place) {
  public Registry {
    mirrors = List.copyOf(mirrors);
  }

  /** One {@code [[registry.mirror]]}. */
  public record Mirror(String location, boolean insecure, Pull pull, Place place) {}

  /** Which references a mirror serves. */
  public enum Pull {
    ALL,
    DIGEST_ONLY,
    TAG_ONLY
  }
}
