package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import dev.provision.lint.shell.ShellCommand;
import dev.provision.lint.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code set -x} and a logging command in one script. */
public final class XtraceRule implements Rule {
  @Override
  public RuleText text() {
    return new RuleText(
        "vso-xtrace",
        "with set -x the shell prints the command too, quoted, and the agent obeys both",
        "https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands",
        "{ set +x; } 2>/dev/null before it, set -x behind it");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return job.steps().stream().flatMap(step -> check(step).stream());
  }

  private static List<Hit> check(Step step) {
    var hits = new ArrayList<Hit>();
    String shebang = step.script().map(it -> it.raw().lines().findFirst().orElse("")).orElse("");
    boolean traced = shebang.matches("#!.*sh\\s+-[a-wyz]*x[a-z]*\\s*");
    for (ShellCommand command : step.commands()) {
      if (command.begins("set")) {
        traced = traced(command, traced);
      } else if (traced) {
        LoggingCommand.of(step, command)
            .map(
                it ->
                    new Hit(
                        it.spot(), it.name() + " is printed twice, once with a quote behind it"))
            .forEach(hits::add);
      }
    }
    return hits;
  }

  private static boolean traced(ShellCommand set, boolean before) {
    boolean traced = before;
    String previous = "";
    for (Word word : set.words().subList(1, set.words().size())) {
      String text = word.text();
      if (text.matches("[-+][a-zA-Z]+") && text.contains("x")) {
        traced = text.startsWith("-");
      } else if (text.equals("xtrace") && previous.matches("[-+][a-zA-Z]*o")) {
        traced = previous.startsWith("-");
      }
      previous = text;
    }
    return traced;
  }
}
