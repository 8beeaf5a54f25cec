package dev.provision.verify.check;

import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Json;
import java.util.Optional;

/** Whether podman works at all: nothing else does for a pipeline when its store is unusable. */
final class PodmanAnswersCheck extends PodmanInfoCheck {

  static Optional<Check> of(Profile profile) {
    return Optional.of(new PodmanAnswersCheck());
  }

  @Override
  public String id() {
    return "podman.info";
  }

  @Override
  public String why() {
    return "every docker command of a pipeline ends in this podman";
  }

  /** podman 5 refuses a ~/.config of somebody else, unless XDG_CONFIG_HOME names it. */
  @Override
  String remedy(String reason) {
    return reason.contains("not owned by the current user")
        ? "set XDG_CONFIG_HOME to the agent's ~/.config, for steps and for its systemd"
        : "run podman info as the agent, in the environment of a step, and remove its error";
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    if (info.at("/host").isObject() && info.at("/store").isObject()) {
      findings.passed("podman info", "answers");
    } else {
      findings.unknown(
          "podman info",
          "host and store",
          "the answer has no host or no store",
          "see that podman in a step's PATH is podman");
    }
  }
}
