package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.engine.DriftResult;
import dev.provision.report.DriftFindings;
import dev.provision.report.DriftText;
import dev.provision.report.JsonShapes;
import dev.provision.report.ResultsJson;
import dev.provision.report.Subject;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Compares a host with the profile: a plan that nobody asked for, and what wins over the files that
 * are as they should be.
 */
final class DriftCommand extends HostCommand<DriftResult> {

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
  DriftResult ask(HostWork work) {
    return work.drift();
  }

  @Override
  ExitCode answer(CommandContext context, Subject subject, DriftResult drift) {
    new FindingsOutput(context, "drift", subject, DriftFindings.of(drift))
        .write(
            () -> new DriftText(subject, context.palette()).of(drift),
            () -> ResultsJson.drift(subject, drift));
    return drift.drifted() ? ExitCode.DIFFERENT : ExitCode.OK;
  }
}
