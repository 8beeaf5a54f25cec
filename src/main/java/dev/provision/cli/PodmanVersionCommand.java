package dev.provision.cli;

import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** What the service is. */
final class PodmanVersionCommand extends PodmanVerb {
  PodmanVersionCommand() {
    super(
        "version",
        "which podman, and which API it speaks",
        "[OPTION]...",
        JsonShapes.PODMAN_VERSION);
  }

  @Override
  void options(CommandSpec spec) {}

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    return podman -> Answer.of(PodmanJson.version(podman.version()));
  }
}
