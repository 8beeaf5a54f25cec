package dev.provision.cli;

import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The containers. */
final class PodmanPsCommand extends PodmanVerb {
  PodmanPsCommand() {
    super("ps", "the containers that run", "[OPTION]...", JsonShapes.PODMAN_PS);
  }

  @Override
  void options(CommandSpec spec) {
    Options.flag(spec, "--all", "With those that do not run.");
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    boolean all = context.flag("--all");
    return podman -> Answer.of(PodmanJson.containers(podman.containers(all)));
  }
}
