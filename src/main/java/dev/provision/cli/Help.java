package dev.provision.cli;

import dev.provision.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What {@code --help} prints. */
final class Help {
  private Help() {}

  static String overview() {
    var lines = new ArrayList<String>();
    lines.add("provision turns a Debian or Ubuntu image into an Azure DevOps agent with rootless");
    lines.add("podman, and proves it.");
    lines.add("");
    for (String name : Commands.NAMES) {
      lines.add("  %-10s %s".formatted(name, Commands.find(name).orElseThrow().summary()));
    }
    lines.add(
        "  %-10s %s".formatted("help", "this, or the help of a command: provision help plan"));
    lines.add("");
    lines.add("Exit codes:");
    for (ExitCode code : ExitCode.values()) {
      lines.add("  %-3d %s".formatted(code.number(), meaning(code)));
    }
    return String.join("\n", lines) + "\n";
  }

  static String of(CommandLine commandLine) {
    return commandLine.getUsageMessage(Ansi.OFF);
  }

  /** A line for each of a command's own commands. */
  static List<String> verbs(Command command) {
    return command.verbs().stream()
        .map(
            verb ->
                "  %-10s %s"
                    .formatted(verb.name().substring(command.name().length() + 1), verb.summary()))
        .toList();
  }

  private static String meaning(ExitCode code) {
    return switch (code) {
      case OK -> "done; in sync; every check passed";
      case INTERNAL -> "a bug in provision";
      case DIFFERENT -> "the answer is no: the plan is not empty, the host drifted, a check failed";
      case ROLLED_BACK -> "apply failed; the host is back at what it was";
      case BROKEN -> "apply failed and so did going back; the message says what to do by hand";
      case USAGE -> "bad flags";
      case UNAVAILABLE -> "the host could not be reached or would not let us in";
      case OUTPUT_LOST -> "the result, or a report, could not be written";
      case BUSY -> "another apply holds the host's lock";
      case INVALID_PROFILE -> "the profile or the inventory is unsound";
      case TIMED_OUT -> "podman run: the container's time ran out, and it is gone";
      case REFUSED -> "podman will not, or could not; its reason is told";
    };
  }
}
