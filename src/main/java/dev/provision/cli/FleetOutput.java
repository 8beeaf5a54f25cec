package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.ADO;
import static dev.provision.cli.OutputOptions.Format.MARKDOWN;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.cli.ReportOptions.Content;
import dev.provision.cli.ReportOptions.Report;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.Since;
import dev.provision.report.AzurePipelines;
import dev.provision.report.FleetHtml;
import dev.provision.report.FleetJson;
import dev.provision.report.FleetJunit;
import dev.provision.report.FleetMarkdown;
import dev.provision.report.FleetText;
import dev.provision.report.JsonText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A fleet in every format, on standard output and in the reports asked for. */
final class FleetOutput {
  private static final int CHUNK = 1 << 16;

  private final CommandContext context;
  private final Format format;

  FleetOutput(CommandContext context) {
    this.context = context;
    this.format = FindingsOutput.format(context);
  }

  /** What the option names, read before anybody is asked. */
  static Optional<Fleet> earlier(CommandContext context, String flag) {
    return context
        .option(flag)
        .map(
            file -> {
              var fleet = new Fleet();
              read(context, flag + ":", file, fleet);
              return fleet;
            });
  }

  /**
   * A fleet that was written before.
   *
   * @throws UsageException when it cannot be read, or is none
   */
  static void read(CommandContext context, String flag, String file, Fleet into) {
    try (Reader text = Files.newBufferedReader(context.path(file))) {
      FleetJson.read(file, text, into);
    } catch (IOException e) {
      throw new UsageException(flag + " cannot read " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(flag + " " + e.getMessage(), e);
    }
  }

  /** Files first, so that an agent told of one finds it. */
  ExitCode write(Fleet fleet, Optional<Fleet> before) {
    Optional<Since> since = before.map(it -> Since.of(it, fleet));
    List<Report> reports =
        ReportOptions.ofMany(context).stream()
            .filter(it -> FindingsOutput.isWritten(context, it, of(it.kind(), fleet, since)))
            .toList();
    print(of(format, fleet, since));
    ExitCode code = FleetOptions.code(context, fleet.worst());
    if (format == ADO) {
      AzurePipelines.issues(fleet, FleetOptions.warns(context)).forEach(context.console()::command);
      reports.stream()
          .filter(report -> report.kind() == MARKDOWN)
          .map(report -> AzurePipelines.summary(report.file().toAbsolutePath().toString()))
          .forEach(context.console()::command);
      AzurePipelines.complete(fleet, code).ifPresent(context.console()::command);
    }
    return code;
  }

  private void print(Content content) {
    try (Writer out = new BufferedWriter(context.console().results(), CHUNK)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Content of(Format kind, Fleet fleet, Optional<Since> since) {
    return switch (kind) {
      case TEXT, ADO -> out -> new FleetText(context.palette()).write(fleet, since, out);
      case JSON -> out -> JsonText.success(FleetJson.of(fleet, since), out);
      case MARKDOWN -> out -> FleetMarkdown.write(fleet, since, out);
      case JUNIT -> out -> FleetJunit.write(fleet, out);
      case HTML -> out -> FleetHtml.write(fleet, since, Instant.now(), out);
      case SARIF -> throw new IllegalStateException("nobody offers it for a fleet");
    };
  }
}
