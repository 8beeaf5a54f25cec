package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import dev.provision.report.HostText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.ResultsJson;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** What all exports have in common: files of a profile in a directory of their own. */
final class ExportFiles {
  private static final Format[] FORMATS = {TEXT, JSON};

  private ExportFiles() {}

  /** Makes the files that are to be written to a directory. */
  interface Exporter {
    List<RenderedFile> files(Profile profile, Path directory);
  }

  /**
   * The flags.
   *
   * @param use lines of the help that say what the files are good for
   */
  static void declare(CommandSpec spec, String... use) {
    ProfileOptions.declareFile(spec);
    Options.value(spec, "--out", "DIR", "Write the files below a directory of their own.");
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            Stream.of(Stream.of(""), Stream.of(use), Stream.of(JsonShapes.EXPORT))
                .flatMap(it -> it)
                .toArray(String[]::new));
  }

  static ExitCode run(CommandContext context, Exporter exporter) {
    Format format = OutputOptions.format(context, FORMATS);
    Path directory =
        context
            .option("--out")
            .filter(text -> !text.isEmpty())
            .map(context::path)
            .orElseThrow(() -> new UsageException("where to? --out DIR"));
    Profile profile = ProfileOptions.load(context);
    List<RenderedFile> files = exporter.files(profile, directory);
    new FileTree(directory).write(files);
    context.console().result(format == JSON ? json(profile, directory, files) : text(files));
    return ExitCode.OK;
  }

  private static String json(Profile profile, Path directory, List<RenderedFile> files) {
    return JsonText.success(ResultsJson.export(profile.name(), directory.toString(), files));
  }

  private static String text(List<RenderedFile> files) {
    var text = new StringBuilder();
    files.forEach(it -> text.append(HostText.line(it.path().substring(1))).append('\n'));
    return text.toString();
  }
}
