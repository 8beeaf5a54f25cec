package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.ProcessLimits;
import dev.provision.verify.answer.ProcessLimits.Limit;
import dev.provision.verify.answer.Reply;
import java.util.List;
import java.util.Optional;

/**
 * Limits as a process in a container sees them: databases and .NET restores in pipelines run out of
 * files with the default; containers.conf(5), default_ulimits.
 */
final class ContainerLimitsCheck implements Check {
  private final List<String> ulimits;

  private ContainerLimitsCheck(List<String> ulimits) {
    this.ulimits = ulimits;
  }

  static Optional<Check> of(Profile profile) {
    List<String> ulimits = profile.containers().ulimits();
    return ulimits.isEmpty() ? Optional.empty() : Optional.of(new ContainerLimitsCheck(ulimits));
  }

  @Override
  public String id() {
    return "container.ulimit";
  }

  @Override
  public String why() {
    return "databases and package restores run out of files or processes";
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
    var seen = ProcessLimits.parse(failure.isPresent() ? "" : reply.text());
    for (String ulimit : ulimits) {
      int equals = ulimit.indexOf('=');
      String name = ulimit.substring(0, Math.max(equals, 0));
      String expected = Limit.parse(ulimit.substring(equals + 1)).toString();
      if (failure.isPresent()) {
        findings.unknown(name, expected, failure.get(), "see the check container.run");
      } else {
        findings.equal(
            name,
            expected,
            seen.get(name).map(Limit::toString),
            "apply the profile; if it was, a containers.conf in the agent's home wins");
      }
    }
    return findings.list();
  }
}
