package dev.provision.engine;

import dev.provision.Remembered;
import dev.provision.engine.DriftResult.OldImage;
import dev.provision.plan.Observation;
import dev.provision.plan.Plan;
import dev.provision.profile.Profile;
import dev.provision.resource.HostFacts;
import dev.provision.transport.TimeLimitException;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Proof;
import dev.provision.verify.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plans, applies and verifies one profile on one host. Not for two threads at once. */
public final class Engine {
  /** Id of the check that every managed thing is as the profile has it. */
  public static final String STATE = InSync.ID;

  /** Most hosts of a fleet are seen alike: they come from one image. */
  private static final Remembered<Seen, DriftResult> JUDGED = new Remembered<>(16);

  private record Seen(
      Profile profile, Maker maker, Function<Profile, List<Check>> shadows, Observation host) {}

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
    } catch (UnreachableException | TimeLimitException e) {
      throw new UnreachableException(e.getMessage() + apply.afterLoss(), e);
    }
    return apply.result(host.commands());
  }

  /** Judges the running host without proofs; at least one finding. */
  public List<Finding> verify() {
    return verify(Selection.ALL, List.of());
  }

  /** Judges the running host; at least one finding, unless nothing is asked for. */
  public List<Finding> verify(Selection selection, List<Proof> proofs) {
    progress.phase("verifying");
    var findings = new ArrayList<Finding>();
    List<Check> asked = checks.stream().filter(check -> selection.wants(check.id())).toList();
    if (!asked.isEmpty()) {
      Observation seen = host.observe(Check.facts(asked));
      asked.forEach(check -> findings.addAll(check.findings(seen)));
    }
    try (var runner = new HostRunner(host, profile.agent())) {
      for (Proof proof : proofs) {
        if (selection.wants(proof.id())) {
          progress.phase("proving " + proof.id());
          findings.addAll(proof.findings(runner));
        }
      }
      progress.phase("taking away what the proofs made");
    }
    selection.skipped().forEach((id, reason) -> findings.add(Finding.skipped(id, reason)));
    return List.copyOf(findings);
  }

  /**
   * What differs, and what wins over what does not; one program on the host answers both. A host
   * that was made from another profile is compared with that one, by a second program: what an old
   * image lacks is no drift.
   *
   * @param shadows checks of what wins, cheap enough to ask of many hosts
   */
  public DriftResult drift(Function<Profile, List<Check>> shadows) {
    progress.phase("observing");
    List<Check> now = shadows.apply(profile);
    Observation seen = told(host.observe(DriftResult.facts(profile, now)));
    Optional<Receipt> old =
        ReceiptFile.read(seen).filter(receipt -> !receipt.digest().equals(digest()));
    Optional<Profile> former = old.flatMap(Receipt::readable);
    if (former.isEmpty()) {
      return JUDGED.of(
          new Seen(profile, maker, shadows, seen),
          it -> DriftResult.of(it.profile(), it.maker(), now, it.host()));
    }
    List<Check> then = shadows.apply(former.get());
    Observation again = told(host.observe(DriftResult.facts(former.get(), then)));
    Plan ahead = Comparison.of(profile, maker, seen).inspection().plan();
    return DriftResult.of(former.get(), maker, then, again).of(new OldImage(old.get(), ahead));
  }

  /** Files go by podman's version: without it all that are newer would be taken for drift. */
  private Observation told(Observation seen) {
    if (HostFacts.podmanIsSilent(seen)) {
      throw new UnreachableException(
          host.transport().name()
              + ": podman --version did not end in its time: too much is going on there, or podman"
              + " hangs");
    }
    return seen;
  }

  /** Of the profile; a fleet asks for it again and again, and the receipt has it. */
  private String digest() {
    return DesiredState.of(profile, Optional.empty(), maker).receipt().digest();
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
