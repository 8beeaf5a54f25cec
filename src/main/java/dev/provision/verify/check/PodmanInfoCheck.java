package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Json;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.Reply;
import java.util.List;

/** A check of what {@code podman info} tells a step; unknown when it tells nothing. */
abstract class PodmanInfoCheck implements Check {

  @Override
  public List<Fact> facts() {
    return List.of(Questions.PODMAN_INFO);
  }

  @Override
  public final List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    try {
      judge(Json.object(Reply.of(host.answer(Questions.PODMAN_INFO))), host, findings);
    } catch (MalformedAnswerException e) {
      findings.unknown("podman info", "an answer in JSON", e.getMessage(), remedy(e.getMessage()));
    }
    return findings.list();
  }

  /** What to do when there is no answer; the check podman.info says more. */
  String remedy(String reason) {
    return "see the check podman.info";
  }

  abstract void judge(Json info, Observation host, Findings findings);
}
