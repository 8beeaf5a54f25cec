package dev.provision.imports;

import dev.provision.profile.Draft;
import dev.provision.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/** From what a host said to a profile; a pure function. */
final class Reading {
  private final Sketch sketch = new Sketch();
  private final Account account;
  private final Profile profile;

  private Reading(FoundHost host, Account account, String name) {
    this.account = account;
    for (Section section : Section.ALL) {
      section.read(host, account, sketch);
    }
    tellUnread(host);
    Draft.Settled settled = sketch.draft().settle(name);
    settled
        .refused()
        .forEach(
            it ->
                sketch.fault(
                    it.key(),
                    it.key(),
                    shortened(it.value()) + " was not taken: " + it.message(),
                    it.remedy()));
    this.profile = settled.profile();
  }

  /**
   * Reads the answer of {@code imports/read.sh}.
   *
   * @param name of the profile
   * @throws NoAgentException when the host has no such account
   */
  static Reading of(String answer, String agent, String name) {
    FoundHost host = FoundHost.parse(answer);
    Account account = Account.of(host).orElseThrow(() -> nobody(agent, host.fact("services")));
    return new Reading(host, account, name);
  }

  private static NoAgentException nobody(String agent, String services) {
    if (!agent.isEmpty()) {
      return new NoAgentException("--agent " + agent + ": the host has no such account");
    }
    return new NoAgentException(
        services.isBlank()
            ? "the host has no account AzDevOps, and no service of an agent; which account is it?"
                + " --agent NAME"
            : "agents run there as " + services.strip().replace(" ", ", ") + "; --agent NAME");
  }

  Profile profile() {
    return profile;
  }

  List<Remark> remarks() {
    return sketch.remarks();
  }

  /** The file, with what apply would still change. */
  String text(String host, List<Left> left, List<String> trouble) {
    var head = new ArrayList<String>();
    head.add("Read from " + host + " by provision import.");
    head.add("What differs from the defaults is here, with what is to be said of it.");
    var foot = new ArrayList<String>();
    if (!left.isEmpty()) {
      foot.add("What apply would change on that host, and why:");
      left.forEach(it -> foot.add(it.toString()));
    }
    foot.addAll(trouble);
    return sketch.draft().text(profile, head, foot);
  }

  private void tellUnread(FoundHost host) {
    host.all("more")
        .forEach(
            it ->
                sketch.fault(
                    "agent", it.get(0), "has more than 200 files", "the others were not read"));
    host.all("odd")
        .forEach(
            it ->
                sketch.fault(
                    "agent",
                    it.get(0),
                    "has a file with a control character in its name",
                    "it was not read"));
    host.all("elsewhere")
        .forEach(
            it ->
                sketch.fault(
                    "agent",
                    it.get(0),
                    "is reached by a link that the agent could have made",
                    "nothing in it was read"));
  }

  private static String shortened(String value) {
    return value.length() <= 400 ? value : value.substring(0, 400) + "…";
  }
}
