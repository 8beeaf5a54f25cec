package dev.provision.scaleset;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.resource.AgentAccount;
import java.util.List;
import java.util.Set;

/** {@code usermod -a -G} with each of docker, adm and sudo. */
record FurtherGroups(Agent agent) implements Trace {
  static final Set<String> OF_SCRIPT = Set.of("docker", "adm", "sudo");

  private AgentAccount account() {
    return new AgentAccount(
        agent.user(),
        agent.uid(),
        agent.gid(),
        agent.home(),
        agent.shell(),
        agent.groups(),
        List.of());
  }

  @Override
  public List<Fact> facts() {
    return account().facts();
  }

  @Override
  public List<Extra> extras(Observation host) {
    return account().furtherGroups(host).stream().map(this::extra).toList();
  }

  private Extra extra(String group) {
    return new Extra(
        account().id(),
        "is in group " + group,
        "gpasswd -d " + agent.user() + " " + group + ", or add it to agent.groups",
        agent.user().equals(ScaleSet.ACCOUNT) && OF_SCRIPT.contains(group),
        Tolerance.GROUPS);
  }
}
