package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.profile.Profile;
import dev.provision.report.HostText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.ProfileJson;
import picocli.CommandLine.Model.CommandSpec;

/** Is the profile sound? */
final class ValidateCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};

  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String summary() {
    return "is the profile sound? all problems at once";
  }

  @Override
  public void declare(CommandSpec spec) {
    ProfileOptions.declare(spec);
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage().footer("", "Exits with 78 when it is not. JSON:", JsonShapes.VALIDATE);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    Profile profile = ProfileOptions.load(context);
    context
        .console()
        .result(
            format == JSON
                ? JsonText.success(ProfileJson.valid(profile))
                : HostText.line(profile.name()) + " is sound\n");
    return ExitCode.OK;
  }
}
