package dev.provision.imports;

import dev.provision.engine.Engine;
import dev.provision.engine.Host;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.profile.Profile;
import dev.provision.profile.UnsoundException;
import dev.provision.transport.Transport;
import java.util.ArrayList;
import java.util.List;

/** Writes the profile of a host that was set up by hand; changes nothing there. */
public final class Importer {
  private final Transport host;
  private final Maker maker;
  private final Progress progress;

  public Importer(Transport host, Maker maker, Progress progress) {
    this.host = host;
    this.maker = maker;
    this.progress = progress;
  }

  /**
   * One program on the host answers everything, a second one what a plan asks: what the profile
   * would still change there is told in it.
   *
   * @param agent the account; empty for AzDevOps or the one of the agent's service
   * @param name of the profile
   * @throws NoAgentException when there is no such account
   */
  public Import read(String agent, String name) {
    progress.phase("reading");
    Fact fact = fact(agent);
    String answer = new Host(host, "").observe(List.of(fact)).answer(fact).text();
    Reading reading = Reading.of(answer, agent, name);
    var left = new ArrayList<Left>();
    var trouble = new ArrayList<String>();
    try {
      left.addAll(plan(reading.profile()));
    } catch (UnsoundException e) {
      e.problems().forEach(it -> trouble.add("This host's podman would not take it: " + it));
    }
    return new Import(
        reading.profile(), reading.text(host.name(), left, trouble), reading.remarks(), left);
  }

  private List<Left> plan(Profile profile) {
    return Left.of(new Engine(profile, maker, host, progress, List.of()).plan().plan());
  }

  static Fact fact(String agent) {
    var words = new ArrayList<String>();
    words.add(agent);
    words.addAll(PackagesSection.asked());
    return Fact.asRoot(
        new Fragment("imports/read"), "observe_import", words.toArray(String[]::new));
  }
}
