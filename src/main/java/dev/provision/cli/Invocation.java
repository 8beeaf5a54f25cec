package dev.provision.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A command line that was understood.
 *
 * @param help the text to print instead of running the command, when that was asked for
 */
record Invocation(Command command, ParseResult options, Optional<String> help) {

  /**
   * Of help, in columns; a line of ours that is longer would be broken where it means something.
   */
  private static final int WIDTH = 96;

  /**
   * Understands a command line.
   *
   * @throws UsageException when that is not possible
   */
  static Invocation parse(List<String> words) {
    if (words.isEmpty()) {
      throw new UsageException("what to do? " + String.join(", ", Commands.NAMES) + " or help");
    }
    String first = words.get(0);
    List<String> rest = words.subList(1, words.size());
    Optional<Command> command = Commands.find(first);
    if (command.isPresent()) {
      return command.get().worksWithoutVerb() && !beginsWithVerb(command.get(), rest)
          ? parse(command.get(), rest)
          : parseVerb(command.get(), rest);
    }
    if (first.equals("help") && !rest.isEmpty()) {
      return helpFor(rest);
    }
    if (first.equals("help") || first.equals("--help") || first.equals("-h")) {
      return new Invocation(null, null, Optional.of(Help.overview()));
    }
    if (first.equals("--version")) {
      throw new UsageException("--version stands alone; see provision --help");
    }
    throw new UsageException(
        "there is no %s %s%s; see provision --help"
            .formatted(
                first.startsWith("-") ? "option" : "command",
                first,
                Suggestion.of(
                    first,
                    first.startsWith("-") ? List.of("--version", "--help") : Commands.NAMES)));
  }

  private static boolean beginsWithVerb(Command command, List<String> words) {
    return !words.isEmpty()
        && command.verbs().stream().anyMatch(verb -> lastWord(verb.name()).equals(words.get(0)));
  }

  private static Invocation helpFor(List<String> words) {
    Command command =
        Commands.find(words.get(0))
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no command %s%s; see provision --help"
                            .formatted(words.get(0), Suggestion.of(words.get(0), Commands.NAMES))));
    return command.verbs().isEmpty() || words.size() == 1
        ? parse(command, List.of("--help"))
        : parseVerb(command, List.of(words.get(1), "--help"));
  }

  private static Invocation parseVerb(Command command, List<String> words) {
    List<String> verbs = command.verbs().stream().map(verb -> lastWord(verb.name())).toList();
    if (words.isEmpty()) {
      throw new UsageException(
          "%s what? %s; see provision %s --help"
              .formatted(command.name(), String.join(", ", verbs), command.name()));
    }
    String word = words.get(0);
    if (word.equals("--help") || word.equals("-h")) {
      return parse(command, List.of("--help"));
    }
    int index = verbs.indexOf(word);
    if (index < 0) {
      throw new UsageException(
          "there is no %s %s%s; see provision %s --help"
              .formatted(command.name(), word, Suggestion.of(word, verbs), command.name()));
    }
    return parse(command.verbs().get(index), words.subList(1, words.size()));
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  private static Invocation parse(Command command, List<String> arguments) {
    CommandSpec spec = spec(command);
    var commandLine =
        new CommandLine(spec)
            .setAbbreviatedOptionsAllowed(false)
            .setExpandAtFiles(false)
            .setTrimQuotes(false);
    try {
      ParseResult options = commandLine.parseArgs(arguments.toArray(String[]::new));
      return new Invocation(
          command,
          options,
          options.isUsageHelpRequested() ? Optional.of(Help.of(commandLine)) : Optional.empty());
    } catch (ParameterException e) {
      throw new UsageException(
          message(e, spec) + "; see provision " + command.name() + " --help", e);
    }
  }

  static CommandSpec spec(Command command) {
    CommandSpec spec = CommandSpec.create().name("provision " + command.name());
    spec.usageMessage()
        .description(command.summary(), "")
        .sortOptions(false)
        .width(WIDTH)
        .abbreviateSynopsis(true);
    command.declare(spec);
    spec.addOption(
        OptionSpec.builder("--debug").description("Print the stack trace of an error.").build());
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this.").build());
    return spec;
  }

  private static String message(ParameterException e, CommandSpec spec) {
    // A misspelt option that is required is both missing and unmatched: the latter says more.
    List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      String word = unmatched.get(0);
      return word.startsWith("-")
          ? "there is no option " + word + Suggestion.of(word, spec.optionsMap().keySet())
          : "what is \"" + word + "\"?";
    }
    if (e instanceof MissingParameterException missing) {
      return "missing: "
          + String.join(
              ", ",
              missing.getMissing().stream()
                  .map(
                      argument ->
                          argument instanceof OptionSpec option
                              ? option.longestName() + " " + option.paramLabel()
                              : argument.paramLabel())
                  .toList());
    }
    return e.getMessage();
  }
}
