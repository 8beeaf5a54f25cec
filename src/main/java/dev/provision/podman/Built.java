package dev.provision.podman;

import java.util.List;

/**
 * An image that was built.
 *
 * @param image its id
 * @param tags the names that it was given
 * @param files how many files, folders and links were sent
 * @param bytes how much that was
 */
public record Built(String image, List<String> tags, int files, long bytes) {
  public Built {
    tags = List.copyOf(tags);
  }
}
