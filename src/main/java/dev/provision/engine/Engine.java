package dev.provision.engine;

import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.profile.Profile;
import dev.provision.transport.Transport;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Plans, applies and verifies one profile on one host. Not for two threads at once. */
public final class Engine {
  private final Profile profile;
  private final Host host;
  private final Progress progress;
  private final List<Check> checks;

  /**
   * @param checks judged by {@link #verify()} beside the desired state itself
   */
  public Engine(Profile profile, Transport transport, Progress progress, List<Check> checks) {
    this.profile = profile;
    this.host = new Host(transport, profile.agent().user());
    this.progress = progress;
    var all = new ArrayList<Check>(checks);
    all.add(0, new InSync(profile));
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
    Comparison comparison = compare();
    Inspection inspection = comparison.inspection();
    refuse(inspection.plan().conflicts());
    progress.planned(inspection);
    int done = 0;
    if (comparison.needsPackages()) {
      progress.phase("installing packages");
      done += transact(comparison.packageSteps());
      end(host.commit());
      comparison = compare();
      refuse(comparison.inspection().plan().conflicts());
    }
    List<Step> steps = comparison.steps();
    if (!steps.isEmpty()) {
      progress.phase("applying");
      done += transact(steps);
    }
    List<Finding> findings = verify();
    if (!steps.isEmpty()) {
      settle(findings);
    }
    return new ApplyResult(inspection, done, findings, host.commands());
  }

  /** Judges the running host; at least one finding. */
  public List<Finding> verify() {
    progress.phase("verifying");
    List<Fact> facts = checks.stream().flatMap(check -> check.facts().stream()).distinct().toList();
    Observation seen = host.observe(facts);
    return checks.stream().flatMap(check -> check.judge(seen).stream()).toList();
  }

  /**
   * What differs, and what wins over what does not; one program on the host answers both.
   *
   * @param shadows checks of what wins, cheap enough to ask of many hosts
   */
  public DriftResult drift(List<Check> shadows) {
    progress.phase("observing");
    Observation seen = host.observe(DriftResult.facts(profile, shadows));
    return DriftResult.of(profile, shadows, seen);
  }

  /** Programs run on the host so far. */
  public int commands() {
    return host.commands();
  }

  private Comparison compare() {
    progress.phase("observing");
    return Comparison.of(profile, host.observe(Comparison.facts(profile)));
  }

  private int transact(List<Step> steps) {
    end(host.transact(steps, progress));
    return steps.size();
  }

  /** A good verification keeps the changes; any other takes them back. */
  private void settle(List<Finding> findings) {
    List<Finding> bad =
        findings.stream().filter(finding -> finding.status() != Finding.Status.PASSED).toList();
    if (bad.isEmpty()) {
      end(host.commit());
      return;
    }
    progress.phase("going back");
    String reason =
        bad.stream()
            .map(
                f ->
                    f.check()
                        + " "
                        + f.property()
                        + ": expected "
                        + f.expected()
                        + ", is "
                        + f.actual())
            .collect(Collectors.joining("\n  ", "the verification failed:\n  ", ""));
    host.rollBack().broken().ifPresent(undo -> broken(reason, undo));
    throw new RolledBackException(reason + "\nthe host is as before");
  }

  private static void end(Transaction.Result result) {
    result.broken().ifPresent(undo -> broken(result.failure().orElse("apply failed"), undo));
    result
        .failure()
        .ifPresent(
            reason -> {
              throw new RolledBackException(reason + "\nthe host is as before");
            });
  }

  private static void broken(String reason, String undo) {
    throw new BrokenException(
        reason
            + "\ngoing back failed too, at: "
            + undo
            + "\nwhat stood there before is under /var/lib/provision/kept, the journal beside it");
  }

  private static void refuse(List<Conflict> conflicts) {
    if (!conflicts.isEmpty()) {
      throw new RolledBackException(
          conflicts.stream()
              .map(c -> c.resource() + " " + c.message() + "; " + c.remedy())
              .collect(Collectors.joining("\n", "", "\nnothing was changed")));
    }
  }
}
