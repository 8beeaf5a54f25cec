package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import java.util.stream.Stream;

/** {@code sudo docker}. */
public final class SudoDockerRule extends CallRule {
  @Override
  public RuleText text() {
    return new RuleText(
        "sudo-docker",
        "root's podman has images and containers of its own, and does not see those of the agent",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/podman.1.md",
        "leave sudo out: the agent's account needs none");
  }

  @Override
  Stream<Hit> check(DockerCall call) {
    return call.root()
        ? Stream.of(new Hit(call.spot(), "sudo docker works in root's store, not the agent's"))
        : Stream.empty();
  }
}
