package dev.provision.verify.check;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Reply;
import java.util.List;
import java.util.Optional;

/** The podman that a step runs, which need not be the package's: another may come first in PATH. */
final class PodmanVersionCheck implements Check {
  private final String minimum;

  private PodmanVersionCheck(String minimum) {
    this.minimum = minimum;
  }

  static Optional<Check> of(Profile profile) {
    return profile.verify().podman().map(PodmanVersionCheck::new);
  }

  @Override
  public String id() {
    return "podman.version";
  }

  @Override
  public String why() {
    return "an older podman lacks what pipelines ask of it";
  }

  @Override
  public List<Fact> facts() {
    return List.of(Questions.PODMAN_VERSION);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    Reply reply = Reply.of(host.answer(Questions.PODMAN_VERSION));
    Optional<PodmanVersion> actual =
        reply.failure().isPresent() ? Optional.empty() : PodmanVersion.find(reply.text());
    Optional<PodmanVersion> least = PodmanVersion.find(minimum);
    String expected = minimum + " or newer";
    String remedy = "install podman " + minimum + " or newer, from a repository of the profile";
    if (actual.isEmpty() || least.isEmpty()) {
      findings.unknown("version", expected, reply.failure().orElse(reply.text()), remedy);
    } else {
      findings.require(
          actual.get().compareTo(least.get()) >= 0,
          "version",
          expected,
          actual.get().toString(),
          remedy);
    }
    return findings.list();
  }
}
