package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.docker.DockerCalls;
import dev.provision.lint.pipeline.Container;
import dev.provision.lint.pipeline.Field;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import java.util.List;
import java.util.stream.Stream;

/** Docker in a job's container. */
public final class ContainerSocketRule implements Rule {
  @Override
  public RuleText text() {
    return new RuleText(
        "container-socket",
        "agents from August 2026 on map the docker socket into a job's container only when told to",
        "https://github.com/microsoft/azure-pipelines-agent/pull/5627",
        "say mapDockerSocket: true at the container, or run the step with target: host");
  }

  @Override
  public Stream<Hit> check(Job job) {
    boolean silent = job.container().filter(ContainerSocketRule::saysNothing).isPresent();
    return silent
        ? job.steps().stream()
            .filter(step -> step.inContainer().orElse(false))
            .flatMap(ContainerSocketRule::first)
        : Stream.empty();
  }

  private static boolean saysNothing(Container container) {
    return container.mapDockerSocket().isEmpty()
        && container.optionsValue().known()
        && !container.optionsValue().text().contains("docker.sock")
        && container.volumes().stream().noneMatch(it -> it.raw().contains("docker.sock"))
        && container.volumes().stream().map(Field::value).allMatch(it -> it.known());
  }

  private static Stream<Hit> first(Step step) {
    List<DockerCall> calls = DockerCalls.of(step);
    if (step.runs("Docker@0") || step.runs("Docker@1") || step.runs("Docker@2")) {
      return Stream.of(
          new Hit(step.spot(), "runs docker in a container without the docker socket"));
    }
    return calls.stream()
        .limit(1)
        .map(it -> new Hit(it.spot(), "runs docker in a container without the docker socket"));
  }
}
