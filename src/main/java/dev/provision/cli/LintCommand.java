package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.ADO;
import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.JUNIT;
import static dev.provision.cli.OutputOptions.Format.SARIF;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.Version;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.lint.Lint;
import dev.provision.lint.LintReport;
import dev.provision.lint.LintRules;
import dev.provision.lint.PipelineFolder;
import dev.provision.lint.rule.ImageJudge;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.LintFindings;
import dev.provision.report.LintJson;
import dev.provision.report.LintSarif;
import dev.provision.report.LintText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What breaks in a pipeline on a runner with rootless podman in docker's place. */
final class LintCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON, JUNIT, ADO, SARIF};

  @Override
  public String name() {
    return "lint";
  }

  @Override
  public String summary() {
    return "azure-pipelines YAML: what breaks on these runners";
  }

  @Override
  public void declare(CommandSpec spec) {
    Options.words(
        spec, 0, Integer.MAX_VALUE, "PATH", "Pipelines, templates, or folders that have some.");
    ProfileOptions.declareOptional(spec);
    Options.flag(spec, "--rules", "List the rules, with why and who says so.");
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 2 when something is found. A folder is searched for YAML that looks like",
            "Azure Pipelines; a file that is named is read whatever it looks like. Templates are",
            "judged where they are used, as far as they are below the paths. What an expression",
            "decides while a pipeline runs is unknown, and nothing is said of it.",
            "With --profile images are judged, too, as provision explain does. A finding is",
            "silenced on its line, or the one above, by # provision-lint: disable=RULE REASON",
            "JSON:",
            JsonShapes.LINT);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    List<String> words = context.words();
    if (context.flag("--rules")) {
      rules(context, format);
      return ExitCode.OK;
    }
    if (words.isEmpty()) {
      throw new UsageException("lint what? name a pipeline, or a folder that has some");
    }
    LintReport report = Lint.of(folder(context, words), judge(context));
    if (report.files() == 0 && report.findings().isEmpty()) {
      throw new UsageException(
          "no Azure Pipelines below " + String.join(", ", words) + "; name the file itself");
    }
    context
        .console()
        .result(
            switch (format) {
              case JSON -> JsonText.success(LintJson.of(report));
              case JUNIT -> LintFindings.junit(report);
              case SARIF -> LintSarif.of(report, LintRules.texts(), Version.current());
              default -> LintText.of(report);
            });
    if (format == ADO) {
      LintFindings.issues(report).forEach(context.console()::command);
    }
    return report.findings().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private static ImageJudge judge(CommandContext context) {
    if (context.option("--profile").isPresent()) {
      return ProfileImages.of(ProfileOptions.load(context));
    }
    if (!context.options("--set").isEmpty()) {
      throw new UsageException("--set goes with --profile only");
    }
    return ImageJudge.SILENT;
  }

  private static void rules(CommandContext context, Format format) {
    if (!context.words().isEmpty() || (format != TEXT && format != JSON && format != ADO)) {
      throw new UsageException("--rules stands alone, or with --format json");
    }
    context
        .console()
        .result(
            format == JSON
                ? JsonText.success(LintJson.rules(LintRules.texts()))
                : LintText.rules(LintRules.texts()));
  }

  private static PipelineFolder folder(CommandContext context, List<String> words) {
    try {
      return new PipelineFolder(context.directory(), words.stream().map(context::path).toList());
    } catch (NoSuchFileException e) {
      throw new UsageException(Path.of(e.getFile()) + ": there is no such file or folder");
    } catch (IOException e) {
      throw new UsageException("cannot be read: " + e.getMessage());
    }
  }
}
