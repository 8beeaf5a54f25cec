package dev.provision.cli;

import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Whether it answers. */
final class PodmanPingCommand extends PodmanVerb {
  PodmanPingCommand() {
    super("ping", "does it answer?", "[OPTION]...", JsonShapes.PODMAN_PING);
  }

  @Override
  void options(CommandSpec spec) {}

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    return podman -> {
      podman.ping();
      return Answer.of(PodmanJson.ping(podman.name()));
    };
  }
}
