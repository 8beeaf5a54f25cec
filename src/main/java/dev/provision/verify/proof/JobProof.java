package dev.provision.verify.proof;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.Proof;
import dev.provision.verify.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A container job as the agent runs it, with the options that a pipeline needs under rootless
 * podman: by default the agent's account is root in the container, and the agent then works as an
 * account there that is nobody's outside (azure-pipelines-agent#3312, #4297).
 */
final class JobProof implements Proof {
  /** Container jobs are made by the last of these; podman 4.3. */
  private static final String LAST_STEP = "network rm";

  private final Agent agent;
  private final Optional<String> socket;

  private JobProof(Agent agent, Optional<String> socket) {
    this.agent = agent;
    this.socket = socket;
  }

  /** Agents from August 2026 on map no socket (azure-pipelines-agent PR#5627). */
  static Optional<Proof> alone(Profile profile) {
    return profile.docker().wrapper().map(it -> new JobProof(profile.agent(), Optional.empty()));
  }

  /** Older ones map the docker socket, for steps that call docker. */
  static Optional<Proof> withSocket(Profile profile) {
    return profile
        .docker()
        .wrapper()
        .flatMap(it -> profile.docker().socket())
        .filter(it -> profile.socket().enabled())
        .map(it -> new JobProof(profile.agent(), Optional.of(it)));
  }

  /** What a pipeline says in the options of its container. */
  static List<String> options(Agent agent) {
    return List.of(
        "--userns=keep-id:uid=%d,gid=%d".formatted(agent.uid(), agent.gid()), "--user", "0:0");
  }

  @Override
  public String id() {
    return socket.isPresent() ? "job.container-socket" : "job.container";
  }

  @Override
  public String why() {
    return "every pipeline with a container: line goes this way";
  }

  @Override
  public List<Finding> prove(Runner runner) {
    var arguments = new ArrayList<String>();
    arguments.add(socket.orElse(""));
    arguments.add(runner.label());
    arguments.add("vsts_network_" + UUID.randomUUID().toString().replace("-", ""));
    arguments.add(runner.image());
    arguments.addAll(options(agent));
    Fact fact =
        Fact.asStep(new Fragment("verify/job"), "verify_job", arguments.toArray(String[]::new));
    return judge(runner.ask(List.of(fact)).answer(fact));
  }

  private List<Finding> judge(Answer answer) {
    var findings = new Findings(id());
    String last = "";
    for (String line : answer.text().lines().toList()) {
      String[] fields = line.split("\u001f", -1);
      if (fields.length == 3) {
        last = fields[0];
        findings.require(
            fields[1].equals("ok"),
            last,
            "works",
            fields[1].equals("ok") ? "works" : fields[2],
            "as the agent, with options: " + String.join(" ", options(agent)));
        if (!fields[1].equals("ok")) {
          return findings.list();
        }
      }
    }
    if (!last.equals(LAST_STEP)) {
      findings.unknown(
          "the rest of the job",
          "works",
          answer.status() == 124 ? "ran out of time" : "the answer breaks off",
          "see the check container.run");
    }
    return findings.list();
  }
}
