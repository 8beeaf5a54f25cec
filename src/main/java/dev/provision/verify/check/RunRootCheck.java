package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.ApiAnswer;
import dev.provision.verify.answer.Json;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * With different run roots the command line and the socket are two worlds that do not see each
 * other's containers. Without XDG_RUNTIME_DIR podman 4.5 to 4.9 takes /tmp/containers-user-UID, and
 * its database keeps it.
 */
final class RunRootCheck extends PodmanInfoCheck {
  private static final String PROPERTY = "store.runRoot";
  private static final String REMEDY =
      "export XDG_RUNTIME_DIR to steps and enable linger, then podman system reset as the agent";

  private final Agent agent;
  private final boolean socket;

  private RunRootCheck(Agent agent, boolean socket) {
    this.agent = agent;
    this.socket = socket;
  }

  static Optional<Check> of(Profile profile) {
    return Optional.of(new RunRootCheck(profile.agent(), profile.socket().enabled()));
  }

  @Override
  public String id() {
    return "podman.run-root";
  }

  @Override
  public String why() {
    return "the command line and the socket would not see each other's containers";
  }

  @Override
  public List<Fact> facts() {
    var facts = new ArrayList<>(super.facts());
    if (socket) {
      facts.add(Questions.api(agent.podmanSocket()));
    }
    return facts;
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    Optional<String> own = info.text("/store/runRoot");
    String under = "below " + agent.runtimeDirectory();
    if (own.isEmpty()) {
      findings.unknown(PROPERTY, under, "the answer does not say", REMEDY);
      return;
    }
    findings.require(
        own.get().startsWith(agent.runtimeDirectory() + "/"), PROPERTY, under, own.get(), REMEDY);
    if (socket) {
      String property = "store.runRoot of the socket";
      try {
        var answer = ApiAnswer.of(Reply.of(host.answer(Questions.api(agent.podmanSocket()))));
        Json served = Json.object(answer.ok(Questions.INFO).body());
        findings.equal(property, own.get(), served.text("/store/runRoot"), REMEDY);
      } catch (MalformedAnswerException e) {
        findings.unknown(property, own.get(), e.getMessage(), "see the check socket.podman");
      }
    }
  }
}
