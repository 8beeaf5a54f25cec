package dev.provision.cli;

import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The images. */
final class PodmanImagesCommand extends PodmanVerb {
  PodmanImagesCommand() {
    super("images", "the images", "[OPTION]...", JsonShapes.PODMAN_IMAGES);
  }

  @Override
  void options(CommandSpec spec) {
    Options.flag(spec, "--all", "With the intermediate ones of builds.");
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    boolean all = context.flag("--all");
    return podman -> Answer.of(PodmanJson.images(podman.images(all)));
  }
}
