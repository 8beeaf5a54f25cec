package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Job;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A variable that is set to more than one line. */
public final class NewlineRule implements Rule {
  /** Programs that print a line for each thing; what a pipe makes of that is not known. */
  private static final Pattern LINES =
      Pattern.compile(
          "\\s*(ls|find|git (diff|status)|docker (logs|ps|images|container ls|image ls))(\\s[^|]*)?");

  @Override
  public RuleText text() {
    return new RuleText(
        "vso-newline",
        "a logging command ends with its line: what the other lines say is lost, and obeyed where it"
            + " is a command",
        "https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands",
        "take one line, or replace ends of lines: | tr '\\n' ' '");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return LoggingCommand.of(job)
        .filter(it -> it.whole() && it.name().equals("task.setvariable"))
        .filter(it -> it.word().substitutions().stream().anyMatch(NewlineRule::prints))
        .map(
            it ->
                new Hit(
                    it.spot(),
                    it.properties().getOrDefault("variable", "a variable")
                        + " is set to what may be several lines"));
  }

  private static boolean prints(String substitution) {
    return LINES.matcher(substitution).matches();
  }
}
