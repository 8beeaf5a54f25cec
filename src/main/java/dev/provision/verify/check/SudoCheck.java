package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Reply;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the account may do as root in the end, by its own rules, its groups and those of others:
 * sudo itself is asked. Of several rules the last that fits counts; sudoers(5).
 */
final class SudoCheck implements Check {
  private static final String PROPERTY = "sudo -l";
  private static final String NOTHING = "is not allowed to run sudo";

  /** A rule as {@code sudo -l} prints it: who one may become, tags, commands. */
  private static final Pattern RULE = Pattern.compile("\\(.*\\) .*");

  private static final Pattern EVERYTHING =
      Pattern.compile("\\((?:ALL|root)(?: : ALL)?\\) (?:[A-Z]+: )*NOPASSWD: (?:[A-Z]+: )*ALL");

  private final Agent.Sudo sudo;
  private final Fact question;

  private SudoCheck(Agent agent) {
    this.sudo = agent.sudo();
    this.question = Questions.root(20, "env", "LC_ALL=C", "sudo", "-n", "-l", "-U", agent.user());
  }

  static Optional<Check> of(Profile profile) {
    return Optional.of(new SudoCheck(profile.agent()));
  }

  @Override
  public String id() {
    return "agent.sudo";
  }

  @Override
  public String why() {
    return "steps that install something would wait for a password, or may do more than meant";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    Reply reply = Reply.of(host.answer(question));
    List<String> rules =
        reply.text().lines().map(String::strip).filter(RULE.asMatchPredicate()).toList();
    boolean nothing = rules.isEmpty() && reply.text().contains(NOTHING);
    Optional<String> failure = reply.failure();
    if (failure.isPresent() || (rules.isEmpty() && !nothing)) {
      findings.unknown(
          PROPERTY,
          expected(),
          failure.orElse("the answer does not say"),
          "ask sudo -l -U as root");
    } else {
      findings.require(
          sudo == Agent.Sudo.NONE ? nothing : !nothing && isEverything(rules),
          PROPERTY,
          expected(),
          nothing ? NOTHING : String.join("; ", rules),
          sudo == Agent.Sudo.NONE
              ? "take the account out of the groups that sudo knows, and its rules out of"
                  + " /etc/sudoers and /etc/sudoers.d"
              : "apply the profile, and remove rules of the account that come after the profile's");
    }
    return findings.list();
  }

  private String expected() {
    return sudo == Agent.Sudo.NONE ? NOTHING : "(ALL : ALL) NOPASSWD: ALL as the last rule";
  }

  private static boolean isEverything(List<String> rules) {
    return EVERYTHING.matcher(rules.get(rules.size() - 1)).matches();
  }
}
