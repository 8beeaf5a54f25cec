package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import dev.provision.render.Rendering;
import dev.provision.report.HostText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.ProfileJson;
import dev.provision.report.RenderText;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The files, without touching a host. */
final class RenderCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};

  @Override
  public String name() {
    return "render";
  }

  @Override
  public String summary() {
    return "the files, without touching a host";
  }

  @Override
  public void declare(CommandSpec spec) {
    ProfileOptions.declare(spec);
    Options.value(
        spec, "--podman", "VERSION", "For this podman; else what every podman from 3.4 takes.");
    Options.value(spec, "--out", "DIR", "Write the files below a directory of their own.");
    Options.value(spec, "--file", "PATH", "Print one file, named by its path on the host.");
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer("", "Without --out and --file, lists the files. JSON:", JsonShapes.RENDER);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    Optional<PodmanVersion> podman = context.option("--podman").map(RenderCommand::version);
    Optional<Path> directory = context.option("--out").map(text -> directory(context, text));
    Optional<String> path = context.option("--file");
    if (path.isPresent() && (directory.isPresent() || format == JSON)) {
      throw new UsageException("--file prints one file, so neither --out nor --format json");
    }
    Profile profile = ProfileOptions.load(context);
    Rendering rendering = Renderer.render(profile, podman);
    directory.ifPresent(it -> new FileTree(it).write(rendering.files()));
    if (format == JSON) {
      context
          .console()
          .result(
              JsonText.success(
                  ProfileJson.render(
                      profile.name(), podman, directory.map(Path::toString), rendering)));
      return ExitCode.OK;
    }
    if (path.isPresent()) {
      print(file(rendering, path.get()), context.console());
    } else {
      context.console().result(RenderText.files(rendering));
    }
    context.console().advise(RenderText.omissions(rendering));
    return ExitCode.OK;
  }

  /** An agent would run a logging command in it, a terminal an escape sequence. */
  private static void print(RenderedFile file, Console console) {
    String harmless = HostText.text(file.content());
    console.result(harmless);
    if (!harmless.equals(file.content())) {
      console.advise(
          "note: what could harm a terminal or a pipeline was changed for printing; --out DIR"
              + " writes the file as it is\n");
    }
  }

  private static Path directory(CommandContext context, String text) {
    if (text.isEmpty()) {
      throw new UsageException("--out: the directory is missing");
    }
    return context.path(text);
  }

  static PodmanVersion version(String text) {
    return PodmanVersion.find(text)
        .orElseThrow(() -> new UsageException("--podman " + text + ": not a version like 4.3.1"));
  }

  private static RenderedFile file(Rendering rendering, String path) {
    return rendering
        .file(path)
        .orElseThrow(
            () ->
                new UsageException(
                    "--file %s: not a rendered file%s"
                        .formatted(
                            path,
                            Suggestion.of(
                                path,
                                rendering.files().stream().map(RenderedFile::path).toList()))));
  }
}
