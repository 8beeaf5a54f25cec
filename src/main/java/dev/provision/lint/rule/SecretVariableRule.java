package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Job;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A secret that becomes a variable which the agent does not mask. */
public final class SecretVariableRule implements Rule {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|secret|token|apikey|api_key|accesskey|privatekey)");

  @Override
  public RuleText text() {
    return new RuleText(
        "vso-secret",
        "the value is printed here and masked nowhere: logs and later steps show it",
        "https://learn.microsoft.com/azure/devops/pipelines/process/set-secret-variables",
        "add issecret=true behind the variable's name");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return LoggingCommand.of(job)
        .filter(it -> it.name().equals("task.setvariable") && it.whole())
        .filter(it -> SECRET.matcher(it.properties().getOrDefault("variable", "")).matches())
        .filter(it -> !it.properties().getOrDefault("issecret", "").equalsIgnoreCase("true"))
        .map(
            it ->
                new Hit(
                    it.spot(), it.properties().get("variable") + " is set without issecret=true"));
  }
}
