package dev.provision.scaleset;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.resource.AccessControl;
import java.util.List;

/** {@code setfacl -Rdm u:AzDevOps:rwX /home}: what others make there is the account's too. */
record HomeAccess(Agent agent) implements Trace {
  private static final String OF_SCRIPT = "default:user:" + ScaleSet.ACCOUNT + ":rwx";

  private AccessControl home() {
    return new AccessControl(ScaleSet.HOMES, wanted());
  }

  private List<String> wanted() {
    return agent.acl().stream()
        .filter(acl -> acl.path().equals(ScaleSet.HOMES))
        .flatMap(acl -> acl.entries().stream())
        .toList();
  }

  @Override
  public List<Fact> facts() {
    return home().facts();
  }

  /** Entries of the account for which the profile has none: where it has one, a plan compares. */
  @Override
  public List<Extra> extras(Observation host) {
    List<String> known = wanted().stream().map(HomeAccess::whose).toList();
    return host.answer(facts().get(0))
        .text()
        .lines()
        .map(String::strip)
        .filter(entry -> entry.matches("(default:)?user:[^:]+:[r-][w-][x-]"))
        .filter(entry -> whose(entry).endsWith(":" + agent.user()))
        .filter(entry -> !known.contains(whose(entry)))
        .map(this::extra)
        .toList();
  }

  private static String whose(String entry) {
    return entry.substring(0, entry.lastIndexOf(':'));
  }

  private Extra extra(String entry) {
    return new Extra(
        home().id(),
        entry,
        "setfacl -x " + whose(entry) + " " + ScaleSet.HOMES + ", or add it to agent.acl",
        entry.equals(OF_SCRIPT),
        Tolerance.HOME_ACL);
  }
}
