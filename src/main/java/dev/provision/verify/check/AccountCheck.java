package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who a step is: the agent is started by runuser without a login, so a nologin shell or a missing
 * group shows only here; azure-pipelines-agent#4336, passwd(5).
 */
final class AccountCheck implements Check {
  private static final Fact UID = Questions.step(10, "id", "-u");
  private static final Fact GID = Questions.step(10, "id", "-g");
  private static final Fact GROUPS = Questions.step(10, "id", "-Gn");
  private static final int FIELDS = 7;
  private static final int HOME = 5;
  private static final int SHELL = 6;
  private static final String REMEDY = "usermod the account as the profile says, then reboot";

  private final Agent agent;
  private final Fact entry;

  private AccountCheck(Agent agent) {
    this.agent = agent;
    this.entry = Questions.root(10, "getent", "passwd", agent.user());
  }

  static Optional<Check> of(Profile profile) {
    return Optional.of(new AccountCheck(profile.agent()));
  }

  @Override
  public String id() {
    return "agent.account";
  }

  @Override
  public String why() {
    return "the scale set's script runs the agent as this account and trusts it to be complete";
  }

  @Override
  public List<Fact> facts() {
    return List.of(UID, GID, GROUPS, entry);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    said(UID, "id -u", Integer.toString(agent.uid()), host, findings);
    said(GID, "id -g", Integer.toString(agent.gid()), host, findings);
    groups(Reply.of(host.answer(GROUPS)), findings);
    entry(Reply.of(host.answer(entry)), findings);
    return findings.list();
  }

  private static void said(
      Fact fact, String property, String expected, Observation host, Findings findings) {
    Reply reply = Reply.of(host.answer(fact));
    Optional<String> failure = reply.failure();
    if (failure.isPresent()) {
      findings.unknown(property, expected, failure.get(), REMEDY);
    } else {
      findings.equal(property, expected, Optional.of(reply.value()), REMEDY);
    }
  }

  private void groups(Reply reply, Findings findings) {
    if (agent.groups().isEmpty()) {
      return;
    }
    String expected = String.join(" ", agent.groups());
    Optional<String> failure = reply.failure();
    if (failure.isPresent()) {
      findings.unknown("id -Gn", expected, failure.get(), REMEDY);
      return;
    }
    var missing = new TreeSet<>(agent.groups());
    missing.removeAll(Arrays.asList(reply.value().split(" ")));
    findings.require(missing.isEmpty(), "id -Gn", expected, reply.value(), REMEDY);
  }

  private void entry(Reply reply, Findings findings) {
    String[] fields = reply.value().split(":", -1);
    if (reply.failure().isPresent() || fields.length != FIELDS) {
      findings.unknown(
          "getent passwd",
          agent.home() + " " + agent.shell(),
          reply.failure().orElse(reply.value()),
          REMEDY);
      return;
    }
    findings.equal("home", agent.home(), Optional.of(fields[HOME]), REMEDY);
    findings.equal("shell", agent.shell(), Optional.of(fields[SHELL]), REMEDY);
  }
}
