package dev.provision.cli;

import dev.provision.ExitStatus;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** One subcommand. */
interface Command {

  /** The word on the command line. */
  String name();

  /** What it does, in a line. */
  String summary();

  /** Its own subcommands. */
  default List<Command> verbs() {
    return List.of();
  }

  /** Whether it does something by itself; what has subcommands of its own usually does not. */
  default boolean worksWithoutVerb() {
    return verbs().isEmpty();
  }

  /** Adds its options and what its help says beyond them. */
  void declare(CommandSpec spec);

  /** Does the work; a negative answer is an exit code, trouble is an exception. */
  ExitStatus run(CommandContext context);
}
