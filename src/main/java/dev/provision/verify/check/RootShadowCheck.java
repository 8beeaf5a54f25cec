package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Listing;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.List;
import java.util.Optional;

/**
 * Root's own files come before the system's as those of any account do, and {@code sudo podman} in
 * a step runs as root; tried with podman 3.4 to 5.8. Where root's images live, and how root's
 * podman is served, is no business of the profile.
 */
final class RootShadowCheck implements Check {
  private static final Fact QUESTION =
      Fact.asRoot(new Fragment("verify/home"), "verify_home_root", "/root");
  private static final String ALL = "files of root";
  private static final String EXPECTED = "none wins over the system's";

  static Optional<Check> of(Profile profile) {
    return Optional.of(new RootShadowCheck());
  }

  @Override
  public String id() {
    return "root.shadow";
  }

  @Override
  public String why() {
    return "root's podman, in steps with sudo, goes by that, not by the profile";
  }

  @Override
  public List<Fact> facts() {
    return List.of(QUESTION);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    try {
      List<String> found =
          Listing.lines(host.answer(QUESTION)).stream()
              .map(line -> line.substring(line.indexOf(' ') + 1))
              .filter(path -> !path.contains("/storage.conf") && !path.contains("/systemd/"))
              .toList();
      found.forEach(
          path ->
              findings.failed(
                  path,
                  "absent",
                  ShadowedFile.effect(path) + ", for sudo podman",
                  "remove it: what holds for root too stands in /etc/containers"));
      if (found.isEmpty()) {
        findings.passed(ALL, EXPECTED);
      }
    } catch (MalformedAnswerException e) {
      findings.unknown(ALL, EXPECTED, e.getMessage(), "see /root/.config/containers");
    }
    return findings.list();
  }
}
