package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.engine.Inspection;
import dev.provision.report.DriftFindings;
import dev.provision.report.JsonShapes;
import dev.provision.report.PlanText;
import dev.provision.report.PlanText.Wording;
import dev.provision.report.ResultsJson;
import dev.provision.report.Subject;
import picocli.CommandLine.Model.CommandSpec;

/** Compares a host with the profile: a plan that nobody asked for. */
final class DriftCommand extends HostCommand<Inspection> {

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public String summary() {
    return "compare a host with the profile; read-only; reports";
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    FindingsOutput.declare(spec);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 0 when the host is in sync, 2 when it drifted. JSON:",
            JsonShapes.DRIFT);
  }

  @Override
  void check(CommandContext context) {
    FindingsOutput.check(context);
  }

  @Override
  Inspection ask(HostWork work) {
    return work.plan();
  }

  @Override
  ExitCode answer(CommandContext context, Subject subject, Inspection inspection) {
    new FindingsOutput(context, "drift", subject, DriftFindings.of(inspection.plan()))
        .write(
            () -> new PlanText(subject, context.palette()).withDiffs(inspection, Wording.DRIFT),
            () -> ResultsJson.drift(subject, inspection));
    return inspection.plan().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
