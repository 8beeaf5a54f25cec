package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.containers.pull.Explanation;
import dev.provision.report.ExplainJson;
import dev.provision.report.ExplainMap;
import dev.provision.report.ExplainText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Where an image would be fetched from, and whether it could be used; asks no registry. */
final class ExplainCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};

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
    spec.usageMessage()
        .customSynopsis(
            spec.name()
                + " (--profile NAME|FILE | --host HOST | --local | --root DIR) (IMAGE... | --all)"
                + " [OPTION]...");
    ProfileOptions.declareOptional(spec);
    TargetOptions.declare(spec);
    Options.value(spec, "--agent", "NAME", "Whose podman on a host: AzDevOps.");
    Options.words(
        spec,
        0,
        Integer.MAX_VALUE,
        "IMAGE",
        "Names of images as a pipeline or a Dockerfile has them.");
    Options.value(
        spec,
        "--podman",
        "VERSION",
        "The podman that is meant: the host's, or " + PullRules.PODMAN + ".");
    Options.flag(spec, "--all", "Tell everything that is said of images.");
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "No registry is asked, and of a host only what podman of the agent's account reads there;",
            "nothing is changed. What an environment variable names, and what is in the store already,",
            "does not count here: provision verify looks at it. Exits with 2 when an image would be",
            "denied, as all are where podman refuses a file. JSON:",
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
      throw new UsageException("--all is a table");
    }
    PullRules rules = PullRules.of(context);
    if (all) {
      context.console().result(ExplainMap.of(rules.registries(), rules.policy()));
      return ExitCode.OK;
    }
    List<Explanation> explained =
        images.stream()
            .map(
                it ->
                    Explanation.of(rules.registries(), rules.policy(), rules.source().podman(), it))
            .toList();
    context
        .console()
        .result(
            format == JSON
                ? JsonText.success(ExplainJson.of(rules.source(), explained))
                : new ExplainText(context.palette()).of(explained));
    return explained.stream().anyMatch(Explanation::denied) ? ExitCode.DIFFERENT : ExitCode.OK;
  }
}
