package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.StepVariables;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.EnvironmentValues;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every variable of the profile reaches a step byte for byte. The scale set's script sources one
 * file of /etc/profile.d only, as root, and what is not exported there is lost; enableagent.sh.
 */
final class EnvironmentCheck implements Check {
  private static final String FILE = "/etc/profile.d/agent_env_vars.sh";

  private final Map<String, String> expected;
  private final Fact question;

  private EnvironmentCheck(Map<String, String> expected) {
    this.expected = expected;
    this.question =
        Fact.asStep(
            new Fragment("verify/environment"),
            "verify_environment_values",
            expected.keySet().toArray(String[]::new));
  }

  static Optional<Check> of(Profile profile) {
    Map<String, String> expected = StepVariables.of(profile);
    return expected.isEmpty() ? Optional.empty() : Optional.of(new EnvironmentCheck(expected));
  }

  @Override
  public String id() {
    return "agent.environment";
  }

  @Override
  public String why() {
    return "without these variables a step's podman and the socket are two worlds";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    try {
      Map<String, String> seen =
          EnvironmentValues.parse(host.answer(question), List.copyOf(expected.keySet()));
      expected.forEach(
          (name, value) ->
              findings.require(
                  value.equals(seen.get(name)),
                  name,
                  value,
                  seen.getOrDefault(name, "not set"),
                  "export it in " + FILE + ", and see that sudo -E keeps it"));
    } catch (MalformedAnswerException e) {
      findings.unknown(
          "environment of a step",
          String.join(" ", expected.keySet()),
          e.getMessage(),
          "see that the agent can be started: " + FILE + ", sudo, its login shell");
    }
    return findings.list();
  }
}
