package dev.provision.engine;

import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;

/** Plans, applies and verifies one profile on one host. Not for two threads at once. */
public final class Engine {
  private final Profile profile;
  private final Maker maker;
  private final Host host;
  private final Progress progress;
  private final List<Check> checks;

  /**
   * @param maker named in the receipt
   * @param checks judged by {@link #verify()} beside the desired state itself
   */
  public Engine(
      Profile profile, Maker maker, Transport transport, Progress progress, List<Check> checks) {
    this.profile = profile;
    this.maker = maker;
    this.host = new Host(transport, profile.agent().user());
    this.progress = progress;
    var all = new ArrayList<Check>(checks);
    all.add(0, new InSync(profile, maker));
    this.checks = List.copyOf(all);
  }

  /** What apply would change; changes nothing. */
  public Inspection plan() {
    return compare().inspection();
  }

  /**
   * Brings the host to the desired state and verifies it.
   *
   * @throws RolledBackException when that failed and the host is as before
   * @throws BrokenException when going back failed too
   * @throws BusyException when another apply is at work on the host
   */
  public ApplyResult apply() {
    var apply = new Apply(profile, maker, checks, progress);
    try {
      host.converse(apply.script(), apply);
    } catch (UnreachableException e) {
      throw apply.hasActed()
          ? new UnreachableException(
              e.getMessage()
                  + "\nthe host takes back by itself what was done so far, at the latest when the"
                  + " next apply begins; run provision plan to see how it is",
              e)
          : e;
    }
    return apply.result(host.commands());
  }

  /** Judges the running host; at least one finding. */
  public List<Finding> verify() {
    progress.phase("verifying");
    Observation seen = host.observe(Check.facts(checks));
    return checks.stream().flatMap(check -> check.judge(seen).stream()).toList();
  }

  /** Programs run on the host so far. */
  public int commands() {
    return host.commands();
  }

  private Comparison compare() {
    progress.phase("observing");
    return Comparison.of(profile, maker, host.observe(Comparison.facts(profile)));
  }
}
