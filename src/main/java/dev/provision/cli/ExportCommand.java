package dev.provision.cli;

import dev.provision.ExitStatus;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Files for other tools. */
final class ExportCommand implements Command {

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "files for Ansible, cloud-init, Packer and pipelines, a script for all else";
  }

  @Override
  public List<Command> verbs() {
    return List.of(
        new ExportAnsibleCommand(),
        new ExportCloudInitCommand(),
        new ExportPackerCommand(),
        new ExportPipelineCommand(),
        new ExportScriptCommand());
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis(spec.name() + " TOOL --profile NAME|FILE --out DIR")
        .footer(
            Stream.of(
                    List.of(""),
                    Help.verbs(this),
                    List.of("", "provision help export TOOL tells the rest."))
                .flatMap(List::stream)
                .toArray(String[]::new));
  }

  @Override
  public ExitStatus run(CommandContext context) {
    throw new IllegalStateException("without a tool there is nothing to run");
  }
}
