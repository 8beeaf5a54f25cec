package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.engine.Generations.RolledBack;
import dev.provision.report.HistoryText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.ResultsJson;
import dev.provision.report.Tally;
import dev.provision.transport.Transport;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** Brings an earlier generation back. */
final class RollbackCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};
  private static final String TO = "--to";

  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public String summary() {
    return "restore a generation";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis(spec.name() + " (--host HOST | --local | --root DIR) [--to N] [OPTION]...");
    Options.value(
        spec, TO, "N", "The generation to restore; 0 is the host before provision. Else the last.");
    TargetOptions.declare(spec);
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "Undoes the generations above N, newest first, and verifies the host against the",
            "profile that N was made from. What was undone is gone: apply goes forward again.",
            "Installed packages stay. What others put into a home that goes, or made of a",
            "file that goes, is moved to /var/lib/provision. Exits with 2 when a check fails",
            "then; with 75, and nothing changed, when the account to go is at work, a disk is",
            "mounted in its home, or a file cannot be replaced. JSON:",
            JsonShapes.ROLLBACK);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    OptionalInt to = to(context);
    Target target = TargetOptions.from(context);
    String name;
    RolledBack result;
    try (Transport host = context.workbench().connect(target);
        var progress = new ProgressLine(context.console(), context.live(), plan -> {})) {
      name = host.name();
      result = context.workbench().rollBack(to, host, progress);
    }
    context
        .console()
        .result(
            format == JSON
                ? JsonText.success(ResultsJson.rolledBack(name, result))
                : HistoryText.of(name, result, context.palette()));
    return result.findings().isEmpty() || Tally.of(result.findings()).allPassed()
        ? ExitCode.OK
        : ExitCode.DIFFERENT;
  }

  private static OptionalInt to(CommandContext context) {
    return context
        .option(TO)
        .map(
            text -> {
              if (!text.matches("[0-9]{1,9}")) {
                throw new UsageException(TO + " " + text + ": not the number of a generation");
              }
              return OptionalInt.of(Integer.parseInt(text));
            })
        .orElse(OptionalInt.empty());
  }
}
