package dev.provision.scaleset;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Drift.Tolerance;
import java.util.List;

/** {@code echo 'AzDevOps ALL=NOPASSWD: ALL' >> /etc/sudoers}, once for each run of the script. */
record SudoersLine(Agent agent) implements Trace {
  private static final String FILE = "/etc/sudoers";
  private static final String OURS = "/etc/sudoers.d/provision-agent";
  private static final String LINE = ScaleSet.ACCOUNT + " ALL=NOPASSWD: ALL";

  private Fact fact() {
    return Fact.asRoot(new Fragment("scaleset/sudoers"), "observe_sudoers", "", agent.user(), OURS);
  }

  @Override
  public List<Fact> facts() {
    return List.of(fact());
  }

  @Override
  public List<Extra> extras(Observation host) {
    return host.answer(fact())
        .text()
        .lines()
        .map(line -> line.split("\u001f", 2))
        .filter(fields -> fields.length == 2)
        .map(fields -> extra(fields[0], fields[1].strip()))
        .distinct()
        .toList();
  }

  private Extra extra(String file, String line) {
    return new Extra(
        "sudoers:" + file,
        line,
        "remove the line with visudo -f " + file + "; agent.sudo says what the account may do",
        file.equals(FILE) && line.equals(LINE),
        Tolerance.SUDOERS_LINE);
  }
}
