package dev.provision.podman;

import dev.provision.podman.context.BuildContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image to build.
 *
 * @param tags names that it gets
 * @param arguments values for {@code ARG}
 * @param target the stage to stop at
 * @param network {@code host}, {@code none} ... of its RUN steps; empty for podman's default
 * @param cache whether steps done before may be taken over
 * @param pull whether to ask the registry for newer base images
 * @param timeout for all of it
 */
public record BuildRequest(
    BuildContext context,
    List<String> tags,
    Map<String, String> arguments,
    Optional<String> target,
    Optional<String> network,
    boolean cache,
    boolean pull,
    Duration timeout) {
  public BuildRequest {
    tags = List.copyOf(tags);
    arguments = Map.copyOf(arguments);
  }
}
