package dev.provision.podman;

import java.util.List;

/**
 * A container in the store.
 *
 * @param state {@code created}, {@code running}, {@code exited} ...
 * @param exitCode of one that has ended
 * @param created as podman writes it, RFC 3339
 */
public record Container(
    String id,
    List<String> names,
    String image,
    List<String> command,
    String state,
    int exitCode,
    String created) {
  public Container {
    names = List.copyOf(names);
    command = List.copyOf(command);
  }
}
