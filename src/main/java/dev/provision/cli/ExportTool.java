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
import dev.provision.report.ProfileJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Files for one other tool, in a directory of their own. */
abstract class ExportTool implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};

  /** Which profile, with other values for some of its keys. */
  void declareProfile(CommandSpec spec) {
    ProfileOptions.declare(spec);
  }

  /** What the files do, for the help. */
  abstract List<String> about();

  /** The files for a directory. */
  abstract List<RenderedFile> files(CommandContext context, Profile profile, Path directory);

  /** What to know about files that were written; nothing by default. */
  Optional<String> advice(List<RenderedFile> files) {
    return Optional.empty();
  }

  @Override
  public final void declare(CommandSpec spec) {
    declareProfile(spec);
    Options.value(spec, "--out", "DIR", "Write the files below a directory of their own.");
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            Stream.of(List.of(""), about(), List.of("", "JSON:", JsonShapes.EXPORT))
                .flatMap(List::stream)
                .toArray(String[]::new));
  }

  @Override
  public final ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    Path directory =
        context
            .option("--out")
            .filter(text -> !text.isEmpty())
            .map(context::path)
            .orElseThrow(() -> new UsageException("where to? --out DIR"));
    Profile profile = ProfileOptions.load(context);
    List<RenderedFile> files = files(context, profile, directory);
    new FileTree(directory).write(files);
    advice(files).ifPresent(it -> context.console().advise("note: " + it + "\n"));
    context.console().result(format == JSON ? json(profile, directory, files) : text(files));
    return ExitCode.OK;
  }

  private static String json(Profile profile, Path directory, List<RenderedFile> files) {
    return JsonText.success(ProfileJson.export(profile.name(), directory.toString(), files));
  }

  private static String text(List<RenderedFile> files) {
    var text = new StringBuilder();
    files.forEach(it -> text.append(HostText.line(it.path().substring(1))).append('\n'));
    return text.toString();
  }
}
