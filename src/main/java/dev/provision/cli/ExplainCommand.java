package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.policy.PolicyReader;
import dev.provision.containers.pull.Explanation;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.RegistriesReader;
import dev.provision.profile.Profile;
import dev.provision.render.Renderer;
import dev.provision.render.Rendering;
import dev.provision.report.ExplainJson;
import dev.provision.report.ExplainMap;
import dev.provision.report.ExplainText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Where an image would be fetched from, and whether it could be used; asks nobody. */
final class ExplainCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};
  private static final String REGISTRIES = "/etc/containers/registries.conf";
  private static final String POLICY = "/etc/containers/policy.json";

  /** Debian 13's. */
  static final PodmanVersion PODMAN = new PodmanVersion(5, 4, 2);

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "where an image would come from, whether policy allows it, which line decides";
  }

  @Override
  public void declare(CommandSpec spec) {
    ProfileOptions.declare(spec);
    Options.words(
        spec,
        0,
        Integer.MAX_VALUE,
        "IMAGE",
        "Names of images as a pipeline or a Dockerfile has them.");
    Options.value(spec, "--podman", "VERSION", "The podman that is meant: " + PODMAN + ".");
    Options.flag(spec, "--all", "Tell everything that the profile says of images.");
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "Asks neither host nor registry. What is in an account's own home, or in the store",
            "already, is not known here: provision verify looks at it. Exits with 2 when an image",
            "would be denied. JSON:",
            JsonShapes.EXPLAIN);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    boolean all = context.flag("--all");
    List<String> images = context.words();
    if (all == !images.isEmpty()) {
      throw new UsageException(
          all ? "--all and an image: which one?" : "missing: IMAGE..., or --all");
    }
    if (all && format == JSON) {
      throw new UsageException("--all is a table; provision render writes the files");
    }
    PodmanVersion podman = context.option("--podman").map(RenderCommand::version).orElse(PODMAN);
    Profile profile = ProfileOptions.load(context);
    Rendering rendering = Renderer.render(profile, Optional.of(podman));
    RegistriesConf registries = registries(rendering, podman);
    PolicyFile policy = policy(rendering, podman);
    if (all) {
      context.console().result(ExplainMap.of(registries, policy));
      return ExitCode.OK;
    }
    List<Explanation> explained =
        images.stream().map(it -> Explanation.of(registries, policy, podman, it)).toList();
    context
        .console()
        .result(
            format == JSON
                ? JsonText.success(ExplainJson.of(profile.name(), podman, explained))
                : new ExplainText(context.palette()).of(explained));
    return explained.stream().anyMatch(Explanation::denied) ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  static RegistriesConf registries(Rendering rendering, PodmanVersion podman) {
    try {
      return RegistriesReader.read(text(rendering, REGISTRIES), podman);
    } catch (UnreadableException e) {
      throw new IllegalStateException("what was rendered cannot be read", e);
    }
  }

  static PolicyFile policy(Rendering rendering, PodmanVersion podman) {
    try {
      return PolicyReader.read(text(rendering, POLICY), podman);
    } catch (UnreadableException e) {
      throw new IllegalStateException("what was rendered cannot be read", e);
    }
  }

  private static NamedText text(Rendering rendering, String path) {
    return rendering.files().stream()
        .filter(it -> it.path().equals(path))
        .findFirst()
        .map(it -> new NamedText(path, it.content()))
        .orElseThrow();
  }
}
