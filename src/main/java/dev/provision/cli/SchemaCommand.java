package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.profile.ProfileSchema;
import picocli.CommandLine.Model.CommandSpec;

/** JSON Schema of a profile. */
final class SchemaCommand implements Command {

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String summary() {
    return "JSON Schema of a profile, for editors";
  }

  @Override
  public void declare(CommandSpec spec) {}

  @Override
  public ExitCode run(CommandContext context) {
    context.console().result(ProfileSchema.generate().toPrettyString() + "\n");
    return ExitCode.OK;
  }
}
