package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.pipeline.Step;
import dev.provision.lint.shell.ShellCommand;
import dev.provision.lint.shell.Word;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A word that a script prints for the agent.
 *
 * @param properties by lower-case name
 * @param whole whether all of them are known
 */
record LoggingCommand(
    String name, Map<String, String> properties, boolean whole, Word word, Spot spot) {
  private static final Pattern FORM =
      Pattern.compile("##vso\\[([A-Za-z]+\\.[A-Za-z]+)\\s*([^\\]]*)(\\]?)");

  LoggingCommand {
    properties = Map.copyOf(properties);
  }

  /** Those that the scripts of a job print with echo or printf. */
  static Stream<LoggingCommand> of(Job job) {
    return job.steps().stream()
        .flatMap(step -> step.commands().stream().flatMap(it -> of(step, it)));
  }

  /** Those of one command. */
  static Stream<LoggingCommand> of(Step step, ShellCommand command) {
    return command.name().filter(it -> it.equals("echo") || it.equals("printf")).isPresent()
        ? command.words().stream().flatMap(word -> of(step, word).stream())
        : Stream.empty();
  }

  private static Optional<LoggingCommand> of(Step step, Word word) {
    Matcher form = FORM.matcher(word.text());
    if (!form.find()) {
      return Optional.empty();
    }
    var properties = new TreeMap<String, String>();
    for (String property : form.group(2).split(";", -1)) {
      String[] parts = property.split("=", 2);
      if (parts.length == 2) {
        properties.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1]);
      }
    }
    return Optional.of(
        new LoggingCommand(
            form.group(1).toLowerCase(Locale.ROOT),
            properties,
            !form.group(3).isEmpty(),
            word,
            step.script().orElseThrow().spot(word.offset())));
  }
}
