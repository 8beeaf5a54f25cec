package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Reply;
import dev.provision.verify.answer.UnitProperties;
import java.util.List;
import java.util.Optional;

/**
 * Whether the agent's systemd runs: it owns the socket, the D-Bus and the cgroups of containers;
 * user@.service(5).
 */
final class UserManagerCheck implements Check {
  private final String unit;
  private final Fact question;

  private UserManagerCheck(Agent agent) {
    this.unit = "user@" + agent.uid() + ".service";
    this.question = Questions.root(20, "systemctl", "show", unit, "--property=ActiveState");
  }

  static Optional<Check> of(Profile profile) {
    return profile.agent().linger() || profile.socket().enabled()
        ? Optional.of(new UserManagerCheck(profile.agent()))
        : Optional.empty();
  }

  @Override
  public String id() {
    return "agent.user-manager";
  }

  @Override
  public String why() {
    return "podman's socket is a unit of the agent's own systemd";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    Reply reply = Reply.of(host.answer(question));
    String remedy = "enable linger for the agent; then systemctl status " + unit;
    Optional<String> failure = reply.failure();
    if (failure.isPresent()) {
      findings.unknown(unit, "active", failure.get(), remedy);
    } else {
      findings.equal(unit, "active", UnitProperties.parse(reply.text()).get("ActiveState"), remedy);
    }
    return findings.list();
  }
}
