package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.report.FindingsText;
import dev.provision.report.JsonShapes;
import dev.provision.report.ResultsJson;
import dev.provision.report.Subject;
import dev.provision.report.Tally;
import dev.provision.verify.Finding;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Judges the running host. */
final class VerifyCommand extends HostCommand<List<Finding>> {
  private static final Finding NO_CHECK_RAN =
      Finding.unknown(
          "verify", "checks", "at least one", "no check ran", "this is a bug, please report it");

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "judge the running host; changes nothing that outlives it";
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    FindingsOutput.declare(spec);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 0 when every check passed, 2 when one failed or could not run, or",
            "when none ran. JSON:",
            JsonShapes.VERIFY);
  }

  @Override
  void check(CommandContext context) {
    FindingsOutput.check(context);
  }

  @Override
  List<Finding> ask(HostWork work) {
    List<Finding> findings = work.verify();
    // Proves nothing, so every format must show it as a failure.
    return findings.isEmpty() ? List.of(NO_CHECK_RAN) : findings;
  }

  @Override
  ExitCode answer(CommandContext context, Subject subject, List<Finding> findings) {
    new FindingsOutput(context, "verify", subject, findings)
        .write(
            () -> new FindingsText(context.palette()).all(subject, findings),
            () -> ResultsJson.findings(subject, findings));
    return Tally.of(findings).allPassed() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
