package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.docker.DockerCalls;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import java.util.stream.Stream;

/** A rule about the calls of docker that the wrapper, and so podman, gets. */
abstract class CallRule implements Rule {
  @Override
  public Stream<Hit> check(Job job) {
    return job.steps().stream()
        .filter(Step::onHost)
        .flatMap(step -> DockerCalls.of(step).stream())
        .flatMap(this::check);
  }

  abstract Stream<Hit> check(DockerCall call);
}
