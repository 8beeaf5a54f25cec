package dev.provision.cli;

import dev.provision.podman.Kind;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --type}: without it a name is looked for among everything, in podman's order. */
final class PodmanKinds {
  private PodmanKinds() {}

  static void declare(CommandSpec spec) {
    Options.value(
        spec,
        "--type",
        "container|image|volume|network",
        "What it is: the first of these that there is.");
  }

  static List<Kind> from(CommandContext context) {
    return context
        .option("--type")
        .map(text -> Stream.of(Kind.values()).filter(kind -> kind.toString().equals(text)).toList())
        .map(kinds -> known(kinds, context))
        .orElse(List.of(Kind.values()));
  }

  private static List<Kind> known(List<Kind> kinds, CommandContext context) {
    if (kinds.isEmpty()) {
      throw new UsageException(
          "--type %s: not one of %s"
              .formatted(context.option("--type").orElse(""), List.of(Kind.values())));
    }
    return kinds;
  }
}
