package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.pipeline.Step;
import java.util.stream.Stream;

/** {@code docker build --ulimit} of docker's own client. */
public final class BuildUlimitRule extends ClientRule {
  @Override
  public RuleText text() {
    return new RuleText(
        "build-ulimit",
        "podman's API takes no limits of docker's client for a build: failed to parse query parameter"
            + " 'ulimits'",
        "https://github.com/containers/podman/blob/main/pkg/api/handlers/compat/images_build.go",
        "default_ulimits of the profile's [containers] hold for builds too");
  }

  @Override
  Stream<Hit> check(Step step, DockerCall call) {
    return call.verb().equals("build")
        ? call.parsed()
            .named("--ulimit")
            .limit(1)
            .map(it -> new Hit(call.spot(it.word()), "docker build --ulimit against podman's API"))
        : Stream.empty();
  }
}
