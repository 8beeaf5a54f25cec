package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.expression.Value;
import dev.provision.lint.pipeline.Field;
import dev.provision.lint.pipeline.Step;
import dev.provision.lint.shell.Word;
import java.util.stream.Stream;

/** Docker's own client that is told to build with BuildKit. */
public final class BuildKitRule extends ClientRule {
  private static final String ON = "DOCKER_BUILDKIT=1";

  @Override
  public RuleText text() {
    return new RuleText(
        "buildkit",
        "docker's client speaks to BuildKit over an API that podman has not: unable to upgrade to"
            + " h2c, received 404",
        "https://github.com/containers/podman/issues/17836",
        "DOCKER_BUILDKIT=0; or the runner's own docker, which is podman and needs no BuildKit");
  }

  @Override
  Stream<Hit> check(Step step, DockerCall call) {
    if (!call.verb().equals("build")) {
      return Stream.empty();
    }
    boolean off = call.assignments().stream().anyMatch(it -> it.startsWith("DOCKER_BUILDKIT="));
    boolean on =
        call.assignments().stream().anyMatch(it -> it.is(ON))
            || (!off && (exported(step) || environment(step)));
    return on
        ? Stream.of(
            new Hit(call.spot(), "docker build with DOCKER_BUILDKIT=1 against podman's API"))
        : Stream.empty();
  }

  private static boolean exported(Step step) {
    return step.commands().stream()
        .filter(it -> it.begins("export"))
        .flatMap(it -> it.words().stream())
        .anyMatch((Word it) -> it.is(ON));
  }

  /** A pipeline's variables are those of its steps, too. */
  private static boolean environment(Step step) {
    Field own = step.environment().get("DOCKER_BUILDKIT");
    Value variable =
        step.script().map(it -> it.scope().variable("DOCKER_BUILDKIT")).orElse(Value.UNKNOWN);
    return own == null ? variable.is("1") : own.value().is("1");
  }
}
