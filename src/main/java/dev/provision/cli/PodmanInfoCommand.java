package dev.provision.cli;

import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** How podman is set up. */
final class PodmanInfoCommand extends PodmanVerb {
  PodmanInfoCommand() {
    super("info", "how it is set up, and what it runs on", "[OPTION]...", JsonShapes.PODMAN_INFO);
  }

  @Override
  void options(CommandSpec spec) {}

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    return podman -> Answer.of(PodmanJson.info(podman.info()));
  }
}
