package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.engine.Maker;
import dev.provision.export.AnsibleExport;
import picocli.CommandLine.Model.CommandSpec;

/** What the role of {@code ansible-compat} makes a runner of. */
final class ExportAnsibleCommand implements Command {

  @Override
  public String name() {
    return "export ansible";
  }

  @Override
  public String summary() {
    return "a playbook with the profile's variables and files";
  }

  @Override
  public void declare(CommandSpec spec) {
    ExportFiles.declare(
        spec,
        "ansible-playbook -i INVENTORY DIR/playbook.yml then makes each host a runner, with",
        "the role of the collection provision.azure_devops in ansible-compat, and without",
        "provision. JSON:");
  }

  @Override
  public ExitCode run(CommandContext context) {
    return ExportFiles.run(
        context, (profile, directory) -> AnsibleExport.of(profile, Maker.current()));
  }
}
