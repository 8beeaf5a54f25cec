package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.Exports;
import dev.provision.render.RenderedFile;
import dev.provision.report.HostText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.ResultsJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** A build of Packer that bakes an image with the profile. */
final class ExportPackerCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};

  @Override
  public String name() {
    return "export packer";
  }

  @Override
  public String summary() {
    return "a build of Packer that bakes an image with the profile";
  }

  @Override
  public void declare(CommandSpec spec) {
    ProfileOptions.declareFile(spec);
    Options.value(spec, "--out", "DIR", "Write the files below a directory of their own.");
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "packer build -only=qemu.runner DIR then boots a disk, has provision apply and",
            "verify the profile over SSH, takes away what must be each machine's own, and",
            "keeps the disk; -only=azure-arm.runner does it on Azure. JSON:",
            JsonShapes.EXPORT);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    Path directory =
        context
            .option("--out")
            .filter(text -> !text.isEmpty())
            .map(context::path)
            .orElseThrow(() -> new UsageException("where to? --out DIR"));
    Profile profile = ProfileOptions.load(context);
    List<RenderedFile> files = Exports.packer(profile, word(context, directory));
    new FileTree(directory).write(files);
    context.console().result(format == JSON ? json(profile, directory, files) : text(files));
    return ExitCode.OK;
  }

  /** The shipped one's name; of a file the way to it from the directory. */
  private static String word(CommandContext context, Path directory) {
    String given = context.option("--profile").orElseThrow();
    return ProfileLoader.file(context.directory(), given)
        .map(it -> real(directory.toAbsolutePath()).relativize(real(it)).toString())
        .orElse(given);
  }

  /** Without links on the way, as far as it is there. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path above = path.getParent();
      return above == null ? path : real(above).resolve(path.getFileName());
    }
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
