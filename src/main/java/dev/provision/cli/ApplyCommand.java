package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.engine.ApplyResult;
import dev.provision.engine.Inspection;
import dev.provision.report.ApplyText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.PlanText;
import dev.provision.report.ResultsJson;
import dev.provision.report.Subject;
import dev.provision.report.Tally;
import picocli.CommandLine.Model.CommandSpec;

/** Brings a host to what the profile says. */
final class ApplyCommand extends HostCommand<ApplyResult> {
  private static final Format[] FORMATS = {TEXT, JSON};

  @Override
  public String name() {
    return "apply";
  }

  @Override
  public String summary() {
    return "converge, then verify; rolls back by itself when that fails";
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 0 when the host is as desired and every check passed, 2 when",
            "nothing was changed and a check failed, 3 when apply failed and the host is",
            "back at what it was, 4 when going back failed too. JSON:",
            JsonShapes.APPLY);
  }

  @Override
  void check(CommandContext context) {
    OutputOptions.format(context, FORMATS);
  }

  @Override
  ApplyResult ask(CommandContext context, HostWork work) {
    return work.apply();
  }

  @Override
  String farewell() {
    return "\nprovision: interrupted; the host takes back by itself what was done so far, at the"
        + " latest when the next apply begins\n";
  }

  /** At once: whoever waits wants to read it, and a failure must not swallow it. */
  @Override
  void planned(CommandContext context, Subject subject, Inspection plan) {
    if (OutputOptions.format(context, FORMATS) == TEXT) {
      context.console().result(new PlanText(subject, context.palette()).summary(plan) + "\n");
    }
  }

  @Override
  ExitCode answer(CommandContext context, Subject subject, ApplyResult result) {
    context
        .console()
        .result(
            OutputOptions.format(context, FORMATS) == JSON
                ? JsonText.success(ResultsJson.apply(subject, result))
                : ApplyText.of(result, context.palette()));
    return Tally.of(result.findings()).allPassed() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
