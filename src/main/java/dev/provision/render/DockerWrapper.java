package dev.provision.render;

import dev.provision.profile.Profile;

/**
 * The command {@code docker}. It prints nothing of its own: the agent parses what docker prints.
 *
 * @param buildahFormat for a podman that takes the image format from the environment only; else
 *     empty
 */
public record DockerWrapper(String buildahFormat) {
  static DockerWrapper of(Profile profile, Target target) {
    return new DockerWrapper(StepEnvironment.buildahFormat(profile, target).orElse(""));
  }
}
