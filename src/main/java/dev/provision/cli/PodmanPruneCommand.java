package dev.provision.cli;

import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Removes what nothing uses. */
final class PodmanPruneCommand extends PodmanVerb {
  PodmanPruneCommand() {
    super(
        "prune",
        "remove what nothing uses: containers, networks, nameless images",
        "[OPTION]...",
        JsonShapes.PODMAN_PRUNE);
  }

  @Override
  void options(CommandSpec spec) {
    Options.flag(spec, "--all", "And images with a name that no container uses.");
    Options.flag(spec, "--volumes", "And volumes that no container uses, with what is in them.");
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    boolean all = context.flag("--all");
    boolean volumes = context.flag("--volumes");
    return podman -> Answer.of(PodmanJson.pruned(podman.prune(all, volumes)));
  }
}
