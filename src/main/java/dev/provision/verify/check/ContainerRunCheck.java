package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Reply;
import java.util.List;
import java.util.Optional;

/**
 * A container starts, runs a program and goes away again: nothing short of it proves user
 * namespaces, cgroups, the runtime and its hooks. It needs no image and no network.
 */
final class ContainerRunCheck implements Check {

  static Optional<Check> of(Profile profile) {
    return Optional.of(new ContainerRunCheck());
  }

  @Override
  public String id() {
    return "container.run";
  }

  @Override
  public String why() {
    return "no docker run and no container job works without it";
  }

  @Override
  public List<Fact> facts() {
    return List.of(Questions.CONTAINER_LIMITS);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    Reply reply = Reply.of(host.answer(Questions.CONTAINER_LIMITS));
    Optional<String> failure = reply.failure();
    findings.require(
        failure.isEmpty() && reply.text().startsWith("Limit "),
        "podman run",
        "runs",
        failure.orElse(reply.text().startsWith("Limit ") ? "runs" : "printed: " + reply.text()),
        "run podman run as the agent, in the environment of a step, and remove its error");
    return findings.list();
  }
}
