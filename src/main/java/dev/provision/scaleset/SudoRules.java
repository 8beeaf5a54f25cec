package dev.provision.scaleset;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Drift.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rights of root, for an account that shall have none, by whatever way they come: a rule for a
 * group or an id, for everybody, through an alias or an included file. Those of the script's own
 * line and groups are told by {@link SudoersLine} and {@link FurtherGroups}.
 */
record SudoRules(Agent agent) implements Trace {
  private static final String NOTHING = "is not allowed to run sudo";
  private static final Pattern RULE = Pattern.compile("\\(.*\\) .*");

  /** As sudo prints {@code AzDevOps ALL=NOPASSWD: ALL}. */
  private static final String OF_LINE = "(root) NOPASSWD: ALL";

  /** As sudo prints the rule that Debian has for the group sudo. */
  private static final String OF_GROUP = "(ALL : ALL) ALL";

  private Fact fact() {
    return Fact.asRoot(new Fragment("scaleset/sudoers"), "observe_sudo_rules", agent.user());
  }

  @Override
  public List<Fact> facts() {
    return agent.sudo() == Agent.Sudo.NONE ? List.of(fact()) : List.of();
  }

  @Override
  public List<Extra> extras(Observation host) {
    if (facts().isEmpty()) {
      return List.of();
    }
    Answer answer = host.answer(fact());
    List<String> rules =
        new ArrayList<>(
            answer.text().lines().map(String::strip).filter(RULE.asMatchPredicate()).toList());
    if (rules.isEmpty()) {
      // No account is no right; it is told as a difference of its own.
      boolean told = answer.ok() && answer.text().isEmpty() || answer.text().contains(NOTHING);
      return told || answer.text().contains("unknown user")
          ? List.of()
          : List.of(extra("what it may do as root cannot be told"));
    }
    if (new SudoersLine(agent).extras(host).stream().anyMatch(Extra::ofScript)) {
      rules.removeIf(OF_LINE::equals);
    }
    if (new FurtherGroups(agent)
        .extras(host).stream().anyMatch(it -> it.summary().endsWith(" sudo"))) {
      rules.removeIf(OF_GROUP::equals);
    }
    return rules.stream().distinct().map(rule -> extra("may do as root: " + rule)).toList();
  }

  private Extra extra(String summary) {
    return new Extra(
        "sudo:" + agent.user(),
        summary,
        "see sudo -l -U "
            + agent.user()
            + ", and take the rule out of /etc/sudoers or /etc/sudoers.d",
        false,
        Tolerance.SUDOERS_LINE);
  }
}
