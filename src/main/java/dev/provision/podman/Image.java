package dev.provision.podman;

import java.util.List;

/**
 * An image in the store.
 *
 * @param digest of its manifest
 * @param created seconds since 1970
 * @param size in bytes
 * @param containers how many use it
 */
public record Image(
    String id, List<String> names, String digest, long created, long size, int containers) {
  public Image {
    names = List.copyOf(names);
  }
}
