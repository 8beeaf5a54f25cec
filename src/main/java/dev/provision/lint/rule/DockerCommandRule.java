package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import java.util.Set;
import java.util.stream.Stream;

/** Commands of docker that podman has in no version. */
public final class DockerCommandRule extends CallRule {
  /** Asked of podman 4.3.1 and 5.4.2, and looked up in the source of 5.8.2. */
  static final Set<String> LACKING =
      Set.of(
          "app",
          "buildx bake",
          "buildx create",
          "buildx du",
          "buildx history",
          "buildx imagetools",
          "buildx install",
          "buildx ls",
          "buildx rm",
          "buildx stop",
          "buildx use",
          "checkpoint",
          "config",
          "deploy",
          "model",
          "node",
          "plugin",
          "sbom",
          "scan",
          "scout",
          "service",
          "stack",
          "swarm",
          "trust");

  @Override
  public RuleText text() {
    return new RuleText(
        "docker-command",
        "podman has no such command",
        "https://github.com/containers/podman/blob/main/transfer.md",
        "buildx: podman build needs no builder; trust: podman image trust; scan, scout, sbom: a"
            + " scanner of its own; swarm and what belongs to it: another machine");
  }

  @Override
  Stream<Hit> check(DockerCall call) {
    return LACKING.contains(call.verb())
        ? Stream.of(new Hit(call.spot(), "docker " + call.verb() + " is unknown to podman"))
        : Stream.empty();
  }
}
