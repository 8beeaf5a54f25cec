package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.podman.Podman;
import dev.provision.podman.RemovedImages;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.PodmanJson;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Removes images. */
final class PodmanRmiCommand extends PodmanVerb {
  PodmanRmiCommand() {
    super("rmi", "remove images", "[OPTION]... IMAGE...", JsonShapes.PODMAN_RMI);
  }

  @Override
  void options(CommandSpec spec) {
    Options.words(spec, 1, Integer.MAX_VALUE, "IMAGE", "Names or ids.");
    Options.flag(spec, "--force", "With the containers that use them.");
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    List<String> images = context.words();
    boolean force = context.flag("--force");
    return podman -> answer(podman.removeImages(images, force));
  }

  /** Some may be gone though others are not. */
  private static Answer answer(RemovedImages removed) {
    if (removed.errors().isEmpty()) {
      return Answer.of(PodmanJson.removed(removed));
    }
    String error = "podman: " + String.join("; ", removed.errors());
    return new Answer(
        JsonText.failure(error, ExitCode.REFUSED.number(), PodmanJson.removed(removed)),
        ExitCode.REFUSED);
  }
}
