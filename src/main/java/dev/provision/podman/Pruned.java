package dev.provision.podman;

import java.util.List;

/**
 * What was removed because nothing used it.
 *
 * @param reclaimed bytes, as podman counts them
 * @param errors why something could not be removed
 */
public record Pruned(
    List<String> containers,
    List<String> images,
    List<String> networks,
    List<String> volumes,
    List<String> pods,
    long reclaimed,
    List<String> errors) {
  public Pruned {
    containers = List.copyOf(containers);
    images = List.copyOf(images);
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
    pods = List.copyOf(pods);
    errors = List.copyOf(errors);
  }
}
