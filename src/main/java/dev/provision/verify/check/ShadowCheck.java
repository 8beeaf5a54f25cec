package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.answer.Listing;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file in the agent's home comes before the system's: an empty policy.json there breaks every
 * pull, a lax one lets every image in. containers-policy.json(5), containers-registries.conf(5);
 * tried with podman 3.4 to 5.8.
 */
final class ShadowCheck implements Check {
  private static final Fact QUESTION =
      Fact.asStep(new Fragment("verify/home"), "verify_home_shadows");

  /** What a file does, by what its path contains; the longest that fits counts. */
  private static final Map<String, String> EFFECTS =
      Map.of(
          "/policy.json", "wins over /etc/containers/policy.json: the profile's policy is off",
          "/registries.conf.d/", "wins over /etc/containers/registries.conf where both speak",
          "/registries.conf", "wins over /etc/containers/registries.conf: all redirects are off",
          "/containers.conf", "wins over /etc/containers/containers.conf where both speak",
          "/storage.conf", "changes where images live",
          "/systemd/user/", "changes how podman's socket is served");

  private final String ownStorage;

  private ShadowCheck(String ownStorage) {
    this.ownStorage = ownStorage;
  }

  static Optional<Check> of(Profile profile) {
    return Optional.of(
        new ShadowCheck(profile.agent().home() + "/.config/containers/storage.conf"));
  }

  @Override
  public String id() {
    return "agent.shadow";
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
              // The one file of the profile that has to lie there.
              .filter(line -> !line.equals("file " + ownStorage))
              .toList();
      found.forEach(line -> report(line, findings));
      if (found.isEmpty()) {
        findings.passed("files and variables of the agent", "none wins over the system's");
      }
    } catch (MalformedAnswerException e) {
      findings.unknown(
          "files and variables of the agent",
          "none wins over the system's",
          e.getMessage(),
          "see ~/.config/containers of the agent");
    }
    return findings.list();
  }

  private static void report(String line, Findings findings) {
    String what = line.substring(line.indexOf(' ') + 1);
    if (line.startsWith("file ")) {
      findings.failed(
          what,
          "absent",
          effect(what),
          "remove it; agent.protect-containers-config keeps it from coming back");
    } else {
      findings.failed(
          what.substring(0, Math.max(what.indexOf('='), 0)),
          "not set",
          what,
          "take it out of what sets it: /etc/profile.d/agent_env_vars.sh, /etc/environment");
    }
  }

  private static String effect(String path) {
    return EFFECTS.entrySet().stream()
        .filter(entry -> path.contains(entry.getKey()))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getValue)
        .orElse("wins over the system's file");
  }
}
