package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCalls;
import dev.provision.lint.pipeline.Field;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.pipeline.Step;
import dev.provision.lint.shell.Word;
import java.util.stream.Stream;

/** A docker engine elsewhere. */
public final class DockerHostRule implements Rule {
  private static final String MESSAGE =
      "names a docker engine elsewhere, and podman works here instead";

  @Override
  public RuleText text() {
    return new RuleText(
        "docker-host",
        "podman reads CONTAINER_HOST, and DOCKER_HOST for compose only: what was meant for another"
            + " engine is done on the runner",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/podman.1.md",
        "run the step where that engine is");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return job.steps().stream().filter(Step::onHost).flatMap(DockerHostRule::check);
  }

  private static Stream<Hit> check(Step step) {
    boolean task = step.runs("Docker@0") || step.runs("Docker@1");
    Stream<Spot> endpoint =
        task
            ? step.input("dockerhostendpoint").stream()
                .filter(it -> it.value().known() && !it.value().is(""))
                .map(Field::spot)
            : Stream.empty();
    boolean calls = task || step.runs("Docker@2") || !DockerCalls.of(step).isEmpty();
    Stream<Spot> variable =
        Stream.ofNullable(step.environment().get("DOCKER_HOST"))
            .filter(it -> calls && isElsewhere(it.value().text()))
            .map(Field::spot);
    Stream<Spot> script =
        step.script().stream()
            .flatMap(
                field ->
                    step.commands().stream()
                        .flatMap(
                            it -> Stream.concat(it.assignments().stream(), it.words().stream()))
                        .filter(DockerHostRule::assigns)
                        .map(word -> field.spot(word.offset())));
    return Stream.of(endpoint, variable, script)
        .flatMap(it -> it)
        .map(spot -> new Hit(spot, MESSAGE));
  }

  private static boolean assigns(Word word) {
    return word.startsWith("DOCKER_HOST=") && isElsewhere(word.text().substring(12));
  }

  private static boolean isElsewhere(String value) {
    return value.startsWith("tcp://") || value.startsWith("ssh://") || value.startsWith("http");
  }
}
