package dev.provision.cli;

import dev.provision.podman.Kind;
import dev.provision.podman.Podman;
import dev.provision.podman.RefusedException;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Everything that podman knows about something. */
final class PodmanInspectCommand extends PodmanVerb {
  private static final int NOT_FOUND = 404;

  PodmanInspectCommand() {
    super(
        "inspect",
        "everything about a container, image, volume or network",
        "[OPTION]... NAME",
        JsonShapes.PODMAN_INSPECT);
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
    return podman ->
        kinds.stream()
            .flatMap(kind -> podman.inspect(kind, name).stream())
            .findFirst()
            .map(found -> Answer.of(PodmanJson.inspect(name, found)))
            .orElseThrow(
                () ->
                    new RefusedException(
                        "podman: there is no %s \"%s\""
                            .formatted(
                                kinds.size() == 1
                                    ? kinds.get(0)
                                    : "container, image, volume or network",
                                name),
                        NOT_FOUND,
                        ""));
  }
}
