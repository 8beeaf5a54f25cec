package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.UnitFiles;
import java.util.List;
import java.util.Optional;

/**
 * Units and drop-ins in /etc, /run and elsewhere that decide over those of packages in /usr/lib:
 * for podman's own units any, for user@.service a unit of its own, and drop-ins that undo the
 * profile's; systemd.unit(5), "Unit File Load Path".
 */
final class UnitShadowCheck implements Check {
  private static final String ALL = "units and drop-ins";
  private static final String EXPECTED = "none decides over the profile's";

  private static final String REMEDY = "remove it, then systemctl daemon-reload";

  private final Profile profile;
  private final Fact question;

  private UnitShadowCheck(Profile profile) {
    this.profile = profile;
    Agent agent = profile.agent();
    this.question =
        Fact.asRoot(
            new Fragment("verify/unit"),
            "verify_unit_shadows",
            "",
            agent.home(),
            Integer.toString(agent.uid()));
  }

  static Optional<Check> of(Profile profile) {
    return Optional.of(new UnitShadowCheck(profile));
  }

  @Override
  public String id() {
    return "unit.shadow";
  }

  @Override
  public String why() {
    return "systemd goes by that, not by the profile";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    try {
      UnitFiles files = UnitFiles.parse(host.answer(question));
      units(files, findings);
      new ManagerDropIns(profile).judge(files, findings);
      if (findings.none()) {
        findings.passed(ALL, EXPECTED);
      }
    } catch (MalformedAnswerException e) {
      findings.unknown(ALL, EXPECTED, e.getMessage(), "see systemctl cat user@.service");
    }
    return findings.list();
  }

  private void units(UnitFiles files, Findings findings) {
    for (String path : files.units()) {
      if (!path.contains("/podman.")) {
        findings.failed(
            path, "absent", "replaces the distribution's unit, with its Delegate=", REMEDY);
      } else if (profile.socket().enabled()) {
        findings.failed(path, "absent", "replaces the unit of the package podman", REMEDY);
      }
    }
    if (profile.socket().enabled()) {
      files.dropIns().stream()
          .filter(UnitFiles.DropIn::isOfPodman)
          // Most of what is said to all services, such as time limits, is none of our business.
          .filter(it -> !it.path().contains("/service.d/") || !it.settings().isEmpty())
          .map(UnitFiles.DropIn::path)
          .forEach(
              path ->
                  findings.failed(
                      path, "absent", "changes the unit of the package podman", REMEDY));
    }
  }
}
