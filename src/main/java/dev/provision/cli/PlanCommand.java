package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.engine.Inspection;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.PlanText;
import dev.provision.report.ResultsJson;
import dev.provision.report.Subject;
import picocli.CommandLine.Model.CommandSpec;

/** What apply would change. */
final class PlanCommand extends HostCommand<Inspection> {
  private static final Format[] FORMATS = {TEXT, JSON};

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "what apply would change, with diffs; changes nothing";
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 0 when there is nothing to change, 2 when there is. Both are",
            "answers, so the JSON document says success:",
            JsonShapes.PLAN);
  }

  @Override
  void check(CommandContext context) {
    OutputOptions.format(context, FORMATS);
  }

  @Override
  Inspection ask(CommandContext context, HostWork work) {
    return work.plan();
  }

  @Override
  ExitCode answer(CommandContext context, Subject subject, Inspection inspection) {
    context
        .console()
        .result(
            OutputOptions.format(context, FORMATS) == JSON
                ? JsonText.success(ResultsJson.plan(subject, inspection))
                : new PlanText(subject, context.palette()).withDiffs(inspection));
    return inspection.plan().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
