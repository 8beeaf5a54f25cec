package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.ADO;
import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.JUNIT;
import static dev.provision.cli.OutputOptions.Format.MARKDOWN;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.cli.OutputOptions.Format;
import dev.provision.cli.ReportOptions.Content;
import dev.provision.cli.ReportOptions.Report;
import dev.provision.report.AzurePipelines;
import dev.provision.report.FindingsJunit;
import dev.provision.report.FindingsMarkdown;
import dev.provision.report.JsonText;
import dev.provision.report.Subject;
import dev.provision.verify.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Findings in every format, on standard output and in the reports asked for. */
final class FindingsOutput {
  private static final Format[] FORMATS = {TEXT, JSON, MARKDOWN, JUNIT, ADO};

  private final CommandContext context;
  private final String command;
  private final Subject subject;
  private final List<Finding> findings;

  FindingsOutput(CommandContext context, String command, Subject subject, List<Finding> findings) {
    this.context = context;
    this.command = command;
    this.subject = subject;
    this.findings = findings;
  }

  static void declare(CommandSpec spec) {
    OutputOptions.declare(spec, FORMATS);
    ReportOptions.declare(spec);
  }

  /** Of many hosts. */
  static void declareOfMany(CommandSpec spec) {
    OutputOptions.declare(spec, FORMATS);
    ReportOptions.declareOfMany(spec);
  }

  static void checkOfMany(CommandContext context) {
    format(context);
    ReportOptions.ofMany(context).forEach(Report::prepare);
  }

  static Format format(CommandContext context) {
    return OutputOptions.format(context, FORMATS);
  }

  static void check(CommandContext context) {
    format(context);
    ReportOptions.from(context).forEach(Report::prepare);
  }

  /** Files first, so that an agent told of one finds it. */
  void write(Supplier<String> text, Supplier<Map<String, ?>> json) {
    List<Report> reports =
        ReportOptions.from(context).stream()
            .filter(
                report ->
                    isWritten(context, report, out -> out.write(of(report.kind(), text, json))))
            .toList();
    Format format = format(context);
    context.console().result(of(format, text, json));
    if (format == ADO) {
      AzurePipelines.issues(command, subject, findings).forEach(context.console()::command);
      reports.stream()
          .filter(report -> report.kind() == MARKDOWN)
          .map(report -> AzurePipelines.summary(report.file().toAbsolutePath().toString()))
          .forEach(context.console()::command);
      AzurePipelines.complete(command, subject, findings).ifPresent(context.console()::command);
    }
  }

  /** What is lost here is still shown there: the work was done for it. */
  static boolean isWritten(CommandContext context, Report report, Content content) {
    try {
      report.write(content);
      return true;
    } catch (IOException e) {
      context.console().lost("--report: cannot write " + report.file() + ": " + e);
      return false;
    }
  }

  private String of(Format format, Supplier<String> text, Supplier<Map<String, ?>> json) {
    return switch (format) {
      case TEXT, ADO -> text.get();
      case JSON -> JsonText.success(json.get());
      case MARKDOWN -> FindingsMarkdown.of(command, subject, findings);
      case JUNIT -> FindingsJunit.of(command, subject, findings);
      case HTML, SARIF -> throw new IllegalStateException("nobody offers it for one host");
    };
  }
}
