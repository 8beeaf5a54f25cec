package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.engine.Generation;
import dev.provision.report.HistoryText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.ResultsJson;
import dev.provision.transport.Transport;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The generations on a host. */
final class HistoryCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String summary() {
    return "the generations on the host";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis(spec.name() + " (--host HOST | --local | --root DIR) [OPTION]...");
    TargetOptions.declare(spec);
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "Each apply that changes something makes a generation. The last ten can be gone",
            "back to, and 0, the host before provision. JSON:",
            JsonShapes.HISTORY);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    Target target = TargetOptions.from(context);
    String name;
    List<Generation> generations;
    try (Transport host = context.workbench().connect(target);
        var progress = new ProgressLine(context.console(), context.live(), plan -> {})) {
      name = host.name();
      generations = context.workbench().history(host, progress);
    }
    context
        .console()
        .result(
            format == JSON
                ? JsonText.success(ResultsJson.history(name, generations))
                : HistoryText.of(name, generations, context.palette()));
    return ExitCode.OK;
  }
}
