package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import java.util.List;
import java.util.Optional;

/**
 * The agent cannot put a policy.json of its own in place: neither create it, nor open the folder,
 * nor move the folder away and make another; rename(2) asks the folder above.
 */
final class ProtectedCheck implements Check {
  private static final List<String> ACTIONS = List.of("create", "chmod", "rename");

  private final String config;
  private final String containers;
  private final Fact question;

  private ProtectedCheck(Agent agent) {
    this.config = agent.home() + "/.config";
    this.containers = config + "/containers";
    this.question =
        Fact.asStep(new Fragment("verify/home"), "verify_home_protected", containers, config);
  }

  static Optional<Check> of(Profile profile) {
    return profile.agent().protectContainersConfig()
        ? Optional.of(new ProtectedCheck(profile.agent()))
        : Optional.empty();
  }

  @Override
  public String id() {
    return "agent.protected";
  }

  @Override
  public String why() {
    return "otherwise a job switches the policy off with one file in its home";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    List<String> lines = host.answer(question).text().lines().toList();
    for (String folder : List.of(containers, config)) {
      for (String action : ACTIONS) {
        // Steps keep other files in ~/.config.
        if (!(folder.equals(config) && action.equals("create"))) {
          judge(action, folder, lines, findings);
        }
      }
    }
    return findings.list();
  }

  private static void judge(String action, String folder, List<String> lines, Findings findings) {
    String begin = action + " " + folder + " ";
    Optional<String> verdict =
        lines.stream()
            .filter(line -> line.startsWith(begin))
            .map(line -> line.substring(begin.length()))
            // Such as a full disk: it proves nothing.
            .filter(word -> !word.equals("unknown"))
            .findFirst();
    findings.equal(
        (action.equals("create") ? "create a file in " : action + " ") + folder,
        "refused",
        verdict,
        "apply the profile: the folders above must be root's, with the sticky bit");
  }
}
