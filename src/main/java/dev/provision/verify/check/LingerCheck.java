package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Reply;
import dev.provision.verify.answer.UnitProperties;
import java.util.List;
import java.util.Optional;

/**
 * Nothing logs the agent in: without linger there is no /run/user/UID, hence no socket. The file
 * decides at the next boot, logind now; loginctl(1), enable-linger.
 */
final class LingerCheck implements Check {
  private final String file;
  private final Fact onDisk;
  private final Fact now;

  private LingerCheck(String user) {
    this.file = "/var/lib/systemd/linger/" + user;
    this.onDisk = Questions.root(10, "stat", "-c", "%F", file);
    this.now = Questions.root(20, "loginctl", "show-user", user, "--property=Linger");
  }

  static Optional<Check> of(Profile profile) {
    return profile.agent().linger()
        ? Optional.of(new LingerCheck(profile.agent().user()))
        : Optional.empty();
  }

  @Override
  public String id() {
    return "agent.linger";
  }

  @Override
  public String why() {
    return "without it there is no /run/user of the agent, and no socket";
  }

  @Override
  public List<Fact> facts() {
    return List.of(onDisk, now);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    String remedy = "loginctl enable-linger for the agent's account";
    Reply disk = Reply.of(host.answer(onDisk));
    findings.require(
        disk.failure().isEmpty() && disk.text().startsWith("regular"),
        file,
        "a file",
        disk.failure().orElseGet(disk::text),
        remedy);
    Reply logind = Reply.of(host.answer(now));
    Optional<String> failure = logind.failure();
    if (failure.isPresent()) {
      findings.failed("Linger", "yes", failure.get(), remedy);
    } else {
      findings.equal("Linger", "yes", UnitProperties.parse(logind.text()).get("Linger"), remedy);
    }
    return findings.list();
  }
}
