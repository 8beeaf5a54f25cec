package dev.provision.cli;

import dev.provision.podman.Podman;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Sends a signal. */
final class PodmanKillCommand extends PodmanVerb {
  PodmanKillCommand() {
    super("kill", "send a container a signal", "[OPTION]... CONTAINER", JsonShapes.PODMAN_KILL);
  }

  @Override
  void options(CommandSpec spec) {
    Options.words(spec, 1, 1, "CONTAINER", "Its name or id.");
    Options.value(spec, "--signal", "SIGNAL", "KILL, TERM, 15 ...: KILL.");
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    String container = context.words().get(0);
    String signal = context.option("--signal").orElse("KILL");
    return podman -> {
      podman.kill(container, signal);
      return Answer.of(PodmanJson.killed(container, signal));
    };
  }
}
