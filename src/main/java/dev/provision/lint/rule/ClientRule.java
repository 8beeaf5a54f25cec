package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.docker.DockerCalls;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * A rule about the calls that docker's own client sends to podman's API: that of a container job's
 * image, and the one of DockerInstaller.
 */
abstract class ClientRule implements Rule {
  @Override
  public Stream<Hit> check(Job job) {
    var hits = new ArrayList<Hit>();
    boolean installed = false;
    for (Step step : job.steps()) {
      installed |= step.runs("DockerInstaller@0") && step.onHost();
      if (step.inContainer().orElse(false) || (installed && step.onHost())) {
        DockerCalls.of(step).stream().flatMap(call -> check(step, call)).forEach(hits::add);
      }
    }
    return hits.stream();
  }

  abstract Stream<Hit> check(Step step, DockerCall call);
}
