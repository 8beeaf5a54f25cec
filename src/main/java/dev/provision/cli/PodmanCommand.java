package dev.provision.cli;

import dev.provision.ExitStatus;
import dev.provision.report.JsonShapes;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The podman API as JSON. */
final class PodmanCommand implements Command {

  @Override
  public String name() {
    return "podman";
  }

  @Override
  public String summary() {
    return "the podman API as JSON";
  }

  @Override
  public List<Command> verbs() {
    return List.of(
        new PodmanVersionCommand(),
        new PodmanPingCommand(),
        new PodmanInfoCommand(),
        new PodmanBuildCommand(),
        new PodmanRunCommand(),
        new PodmanImagesCommand(),
        new PodmanPsCommand(),
        new PodmanRmiCommand(),
        new PodmanKillCommand(),
        new PodmanPruneCommand(),
        new PodmanExistsCommand(),
        new PodmanInspectCommand());
  }

  @Override
  public void declare(CommandSpec spec) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.addAll(Help.verbs(this));
    lines.addAll(
        List.of(
            "",
            "Speaks podman's own API, version 4.0.0, to a socket: of this machine, or of a",
            "host as the agent there. Prints one JSON document, also for errors. Exits with",
            "the container's status (run), 2 where there is none of that name (exists), 69",
            "where the socket does not answer, 124 where a container's time ran out (run),",
            "125 where podman says no. Then JSON has:",
            JsonShapes.PODMAN_REFUSED,
            "",
            "On a host podman system dial-stdio carries the bytes, perl where podman is older",
            "than 4.0. A container whose caller has gone is killed by podman when its time is",
            "over, but stays until it is pruned.",
            "",
            "provision help podman VERB tells the options of a verb and the JSON it prints."));
    spec.usageMessage()
        .customSynopsis(spec.name() + " VERB [OPTION]...")
        .footer(lines.toArray(String[]::new));
  }

  @Override
  public ExitStatus run(CommandContext context) {
    throw new IllegalStateException("without a verb there is nothing to run");
  }
}
