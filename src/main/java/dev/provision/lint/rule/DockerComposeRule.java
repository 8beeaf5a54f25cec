package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.docker.DockerCalls;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import java.util.stream.Stream;

/** Compose, as a task and as a command. */
public final class DockerComposeRule implements Rule {
  @Override
  public RuleText text() {
    return new RuleText(
        "docker-compose",
        "podman hands compose to another program from 4.7 on, and has no such command before",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/podman-compose.1.md.in",
        "put docker-compose or podman-compose among the profile's packages; with a podman older than"
            + " 4.7, as Debian 12 and Ubuntu 22.04 have it, call that program itself");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return job.steps().stream().filter(Step::onHost).flatMap(DockerComposeRule::check);
  }

  private static Stream<Hit> check(Step step) {
    if (step.runs("DockerCompose@0")) {
      return Stream.of(
          new Hit(
              step.spot(),
              "runs docker-compose, which a runner has only when its profile says so"));
    }
    if (step.runs("DockerCompose@1")) {
      return Stream.of(new Hit(step.spot(), "runs docker compose, which podman has from 4.7 on"));
    }
    return DockerCalls.of(step).stream()
        .filter(it -> it.verb().equals("compose") || it.verb().startsWith("compose "))
        .map(DockerCall::spot)
        .map(spot -> new Hit(spot, "docker compose is a command of podman from 4.7 on"));
  }
}
