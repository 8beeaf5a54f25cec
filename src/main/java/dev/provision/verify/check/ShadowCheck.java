package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Listing;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file in the agent's home comes before the system's: an empty policy.json there breaks every
 * pull, a lax one lets every image in. containers-policy.json(5), containers-registries.conf(5);
 * tried with podman 3.4 to 5.8.
 */
final class ShadowCheck implements Check {
  private static final Fact QUESTION =
      Fact.asStep(new Fragment("verify/home"), "verify_home_shadows");

  private static final String SET_BY = "set-by ";
  private static final String STEP_FILES =
      "what sets it: /agent/.env, /etc/profile.d/agent_env_vars.sh, /etc/environment";
  private static final String MANAGER_FILES =
      "what sets it: environment.d in ~/.config, /etc, /run and /usr/lib, /etc/environment";

  /** The lines of what has to be there. */
  private final Set<String> own;

  private ShadowCheck(Agent agent) {
    String config = agent.home() + "/.config";
    this.own =
        Set.of(
            "file " + config + "/containers/storage.conf",
            "variable XDG_CONFIG_HOME=" + config,
            "manager XDG_CONFIG_HOME=" + config);
  }

  static Optional<Check> of(Profile profile) {
    return Optional.of(new ShadowCheck(profile.agent()));
  }

  @Override
  public String id() {
    return "agent.shadow";
  }

  @Override
  public String why() {
    return "a step's podman goes by that, not by the profile";
  }

  @Override
  public List<Fact> facts() {
    return List.of(QUESTION);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    try {
      List<String> lines = Listing.lines(host.answer(QUESTION));
      List<String> found =
          lines.stream().filter(line -> !own.contains(line) && !line.startsWith(SET_BY)).toList();
      found.forEach(line -> report(line, lines, findings));
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

  private static void report(String line, List<String> lines, Findings findings) {
    String what = line.substring(line.indexOf(' ') + 1);
    if (line.startsWith("file ")) {
      findings.failed(
          what,
          "absent",
          ShadowedFile.effect(what),
          "remove it; agent.protect-containers-config keeps it from coming back");
      return;
    }
    boolean manager = line.startsWith("manager ");
    String name = what.substring(0, Math.max(what.indexOf('='), 0));
    Optional<String> setters = setters(name, lines);
    findings.failed(
        manager ? name + " of podman.service" : name,
        "not set",
        what
            + " "
            + ShadowedFile.effectOfVariable(name)
            + setters.map(files -> " (set in " + files + ")").orElse(""),
        "take it out of " + setters.orElse(manager ? MANAGER_FILES : STEP_FILES));
  }

  /** The files that set a variable, where some were found. */
  private static Optional<String> setters(String name, List<String> lines) {
    String start = SET_BY + name + " ";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .distinct()
        .reduce((one, other) -> one + ", " + other);
  }
}
