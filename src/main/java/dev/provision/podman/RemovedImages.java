package dev.provision.podman;

import java.util.List;

/**
 * What became of images that were to be removed.
 *
 * @param untagged names that are gone
 * @param deleted images that are gone
 * @param errors why others are still there, or never were
 */
public record RemovedImages(List<String> untagged, List<String> deleted, List<String> errors) {
  public RemovedImages {
    untagged = List.copyOf(untagged);
    deleted = List.copyOf(deleted);
    errors = List.copyOf(errors);
  }
}
