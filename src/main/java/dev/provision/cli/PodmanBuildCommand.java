package dev.provision.cli;

import dev.provision.podman.BuildRequest;
import dev.provision.podman.Podman;
import dev.provision.podman.context.BuildContext;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Builds an image from a folder of this machine. */
final class PodmanBuildCommand extends PodmanVerb {
  private static final Duration TIMEOUT = Duration.ofHours(1);

  PodmanBuildCommand() {
    super(
        "build",
        "build an image from a folder of this machine",
        "[OPTION]... FOLDER",
        JsonShapes.PODMAN_BUILD);
  }

  @Override
  void options(CommandSpec spec) {
    Options.words(
        spec,
        1,
        1,
        "FOLDER",
        "What to send, but for what .containerignore or .dockerignore in it names.");
    Options.values(spec, "--tag", "NAME", "A name for the image.");
    Options.value(
        spec,
        "--file",
        "FILE",
        "The instructions, from here or from FOLDER: its Containerfile or Dockerfile.");
    Options.values(spec, "--build-arg", "NAME=VALUE", "A value for ARG; not for secrets.");
    Options.value(spec, "--target", "STAGE", "The stage to stop at: the last.");
    Options.value(spec, "--network", "none|host", "Of the steps: podman's default.");
    Options.flag(spec, "--no-cache", "Do every step anew.");
    Options.flag(spec, "--pull", "Ask the registry for newer base images.");
    Options.value(spec, "--timeout", "SECONDS", "How long all of it may take: 3600.");
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    Path folder = context.path(context.words().get(0));
    Optional<Path> file = context.option("--file").map(text -> file(context, folder, text));
    var request =
        new BuildRequest(
            BuildContext.of(folder, file),
            context.options("--tag"),
            arguments(context),
            context.option("--target"),
            context.option("--network").map(PodmanBuildCommand::network),
            !context.flag("--no-cache"),
            context.flag("--pull"),
            context
                .option("--timeout")
                .map(it -> value("--timeout", it, Quantity::seconds))
                .orElse(TIMEOUT));
    return podman -> Answer.of(PodmanJson.built(podman.build(request, progress(context))));
  }

  private static Path file(CommandContext context, Path folder, String text) {
    Path here = context.path(text);
    return Files.exists(here) ? here : folder.resolve(text);
  }

  private static Map<String, String> arguments(CommandContext context) {
    var arguments = new TreeMap<String, String>();
    for (String text : context.options("--build-arg")) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--build-arg " + text + ": not NAME=VALUE");
      }
      arguments.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return arguments;
  }

  private static String network(String text) {
    if (!text.equals("none") && !text.equals("host")) {
      throw new UsageException("--network " + text + ": not none or host");
    }
    return text;
  }
}
