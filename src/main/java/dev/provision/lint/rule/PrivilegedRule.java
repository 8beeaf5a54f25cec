package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.pipeline.Container;
import java.util.stream.Stream;

/** {@code --privileged}. */
public final class PrivilegedRule extends CallRule {
  @Override
  public RuleText text() {
    return new RuleText(
        "privileged",
        "a rootless container has no more privileges than the account that started it",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/options/privileged.md",
        "what needs root of the machine, a device or a kernel module, belongs into the image of the"
            + " runner; else leave the option out");
  }

  @Override
  Stream<Hit> check(DockerCall call) {
    return call.makesContainer() ? hits(call) : Stream.empty();
  }

  @Override
  public Stream<Hit> check(Container container) {
    return ContainerOptions.call(container).stream().flatMap(PrivilegedRule::hits);
  }

  private static Stream<Hit> hits(DockerCall call) {
    return call.parsed()
        .named("--privileged")
        .filter(it -> it.value().is("true"))
        .map(
            it ->
                new Hit(
                    call.spot(it.word()),
                    "--privileged gives what the agent's account has, not root"));
  }
}
