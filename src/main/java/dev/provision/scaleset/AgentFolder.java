package dev.provision.scaleset;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Drift.Tolerance;
import java.util.List;

/** Where the script unpacks the agent. An image that has one already carries an old agent. */
record AgentFolder() implements Trace {
  private static final String PATH = "/agent";
  private static final Fact FACT = Fact.asRoot(new Fragment("resource/file"), "observe_file", PATH);

  @Override
  public List<Fact> facts() {
    return List.of(FACT);
  }

  @Override
  public List<Extra> extras(Observation host) {
    String type = host.answer(FACT).text().split("[|\n]", 2)[0];
    return type.isEmpty() || type.equals("absent")
        ? List.of()
        : List.of(
            new Extra(
                "folder:" + PATH,
                type.equals("directory") ? "the agent is installed" : "is a " + type,
                "remove it: the scale-set script brings the agent",
                type.equals("directory"),
                Tolerance.AGENT_FOLDER));
  }
}
