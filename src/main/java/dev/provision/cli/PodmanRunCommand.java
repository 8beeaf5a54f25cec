package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.podman.Mount;
import dev.provision.podman.Network;
import dev.provision.podman.Podman;
import dev.provision.podman.RunRequest;
import dev.provision.podman.RunRequest.Limits;
import dev.provision.podman.RunResult;
import dev.provision.report.JsonShapes;
import dev.provision.report.PodmanJson;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a container to its end. */
final class PodmanRunCommand extends PodmanVerb {
  private static final Duration TIMEOUT = Duration.ofHours(1);

  PodmanRunCommand() {
    super(
        "run",
        "run a container to its end; exits with its status",
        "[OPTION]... IMAGE [COMMAND...]",
        JsonShapes.PODMAN_RUN);
  }

  @Override
  void options(CommandSpec spec) {
    // Whatever follows the image is the container's.
    spec.parser().stopAtPositional(true);
    Options.words(
        spec,
        1,
        Integer.MAX_VALUE,
        "WORD",
        "The image, which is pulled when it is missing, and the command in it.");
    Options.value(spec, "--name", "NAME", "Its name: one that podman makes up.");
    Options.values(
        spec,
        "--volume",
        "[SOURCE:]TARGET[:OPTION,...]",
        "A path of the machine that podman runs on, or a volume, and where it is seen.");
    Options.values(
        spec,
        "--mount",
        "type=bind|volume|tmpfs,source=,target=",
        "The same, said in another way.");
    Options.value(spec, "--memory", "SIZE", "Most memory: 512m, 2g.");
    Options.value(spec, "--memory-swap", "SIZE", "Most memory and swap together; -1 for no limit.");
    Options.value(spec, "--cpus", "NUMBER", "Most processors: 0.5, 2.");
    Options.value(
        spec, "--network", "NETWORK", "none, host, private, container:NAME, or names of networks.");
    Options.value(
        spec,
        "--timeout",
        "SECONDS",
        "How long it may run: 3600. Then it is killed and removed, and the exit code is 124.");
    Options.flag(spec, "--rm", "Remove it, and its volumes without a name, when it has ended.");
  }

  @Override
  Function<Podman, Answer> question(CommandContext context) {
    RunRequest request = request(context);
    return podman -> answer(podman.run(request, progress(context)));
  }

  private static Answer answer(RunResult result) {
    return Answer.of(
        PodmanJson.run(result),
        result.exitCode().isPresent()
            ? new ContainerStatus(result.exitCode().getAsInt())
            : ExitCode.TIMED_OUT);
  }

  private static RunRequest request(CommandContext context) {
    List<String> words = context.words();
    Stream<Mount> volumes =
        context.options("--volume").stream().map(it -> value("--volume", it, Mount::ofVolume));
    Stream<Mount> mounts =
        context.options("--mount").stream().map(it -> value("--mount", it, Mount::ofMount));
    return new RunRequest(
        context.option("--name"),
        words.get(0),
        words.subList(1, words.size()),
        Stream.concat(volumes, mounts).toList(),
        limits(context),
        context.option("--network").map(it -> value("--network", it, Network::parse)),
        context
            .option("--timeout")
            .map(it -> value("--timeout", it, Quantity::seconds))
            .orElse(TIMEOUT),
        context.flag("--rm"));
  }

  private static Limits limits(CommandContext context) {
    OptionalLong memory = amount(context, "--memory", Quantity::bytes);
    OptionalLong swap = amount(context, "--memory-swap", Quantity::bytesOrUnlimited);
    OptionalLong cpus = amount(context, "--cpus", Quantity::cpus);
    return swap.isPresent()
        ? value(
            "--memory-swap",
            context.option("--memory-swap").orElse(""),
            it -> new Limits(memory, swap, cpus))
        : new Limits(memory, swap, cpus);
  }

  private static OptionalLong amount(
      CommandContext context, String option, Function<String, Long> reader) {
    return context
        .option(option)
        .map(text -> OptionalLong.of(value(option, text, reader)))
        .orElse(OptionalLong.empty());
  }
}
