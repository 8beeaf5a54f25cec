package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.podman.Kind;
import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Whether there is something of a name. */
final class PodmanExistsCommand extends PodmanVerb {
  PodmanExistsCommand() {
    super(
        "exists",
        "is there something of this name? exits with 2 when not",
        "[OPTION]... NAME",
        JsonShapes.PODMAN_EXISTS);
  }

  @Override
  void options(CommandSpec spec) {
    Options.words(spec, 1, 1, "NAME", "A name or an id.");
    PodmanKinds.declare(spec);
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    String name = context.words().get(0);
    List<Kind> kinds = PodmanKinds.from(context);
    return podman -> {
      Optional<Kind> kind = kinds.stream().filter(it -> podman.exists(it, name)).findFirst();
      return Answer.of(
          PodmanJson.exists(name, kind), kind.isPresent() ? ExitCode.OK : ExitCode.DIFFERENT);
    };
  }
}
