package dev.provision.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What shells complete. The package is built with it; nobody else runs it. */
final class Completion {
  private static final String PROGRAM = "provision";

  private Completion() {}

  public static void main(String[] args) {
    String text = args[0].equals("fish") ? fish() : bash();
    System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** For bash, and for zsh by its bashcompinit. */
  static String bash() {
    CommandSpec root = CommandSpec.create().name(PROGRAM);
    commands().forEach(command -> root.addSubcommand(command.name(), line(command)));
    // picocli writes the time of day into it.
    return AutoComplete.bash(PROGRAM, new CommandLine(root))
        .replaceAll("(?m)^# .*(?:generated|Generated).*\n", "");
  }

  private static CommandLine line(Command command) {
    CommandSpec spec = Invocation.spec(command);
    command.verbs().forEach(verb -> spec.addSubcommand(lastWord(verb), line(verb)));
    return new CommandLine(spec);
  }

  /** For fish. */
  static String fish() {
    var lines = new ArrayList<String>();
    String first = "not __fish_seen_subcommand_from " + String.join(" ", Commands.NAMES);
    for (Command command : commands()) {
      lines.add(line("-f", first, "-a", command.name(), command.summary()));
      List<String> verbs = command.verbs().stream().map(Completion::lastWord).toList();
      String seen = "__fish_seen_subcommand_from " + command.name();
      for (Command verb : command.verbs()) {
        String none = seen + "; and not __fish_seen_subcommand_from " + String.join(" ", verbs);
        lines.add(line("-f", none, "-a", lastWord(verb), verb.summary()));
        options(seen + "; and __fish_seen_subcommand_from " + lastWord(verb), verb, lines);
      }
      if (command.worksWithoutVerb()) {
        options(seen, command, lines);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static void options(String when, Command command, List<String> lines) {
    for (OptionSpec option : Invocation.spec(command).options()) {
      String takes = option.arity().max() > 0 ? "-r" : "-f";
      String name = option.longestName().substring(2);
      lines.add(line(takes, when, "-l", name, String.join(" ", option.description())));
    }
  }

  private static String line(String flag, String when, String kind, String word, String text) {
    return Stream.of(
            "complete -c " + PROGRAM, "-n", quoted(when), flag, kind, word, "-d", quoted(text))
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  /** A single-quoted word of fish; fish(1), "Quotes". */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static List<Command> commands() {
    return Commands.NAMES.stream().map(name -> Commands.find(name).orElseThrow()).toList();
  }

  private static String lastWord(Command command) {
    return command.name().substring(command.name().lastIndexOf(' ') + 1);
  }
}
