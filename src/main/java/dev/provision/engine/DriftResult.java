package dev.provision.engine;

import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Plan;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.profile.Profile;
import dev.provision.resource.Resource;
import dev.provision.scaleset.Extra;
import dev.provision.scaleset.ScaleSet;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a host has drifted.
 *
 * @param inspection with the changes that count
 * @param tolerated differences that the profile takes for normal
 * @param findings what wins over the profile's files, and what stands beyond the profile
 * @param oldImage when the host was made from another profile than the one it is compared with:
 *     then all the above is about the profile that it was made from
 */
public record DriftResult(
    Inspection inspection,
    List<Tolerated> tolerated,
    List<Finding> findings,
    Optional<OldImage> oldImage) {

  /**
   * A host that is as it was made, and was made from something else.
   *
   * @param receipt of the host
   * @param ahead what applying the profile of today would change
   */
  public record OldImage(Receipt receipt, Plan ahead) {}

  /** A difference that the scale-set script explains. */
  public record Tolerated(Tolerance tolerance, String resource, String summary) {}

  public DriftResult {
    tolerated = List.copyOf(tolerated);
    findings = List.copyOf(findings);
  }

  /** Whether anything is other than the host was made, or could not be looked at. */
  public boolean drifted() {
    return !inspection.plan().isEmpty()
        || findings.stream().anyMatch(finding -> finding.status() != Finding.Status.PASSED);
  }

  static List<Fact> facts(Profile profile, List<Check> checks) {
    return Stream.of(
            Comparison.facts(profile),
            ScaleSet.facts(profile),
            checks.stream().flatMap(check -> check.facts().stream()).toList())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /**
   * Compares.
   *
   * @throws BusyException while an apply is at work there: half of one is no drift
   */
  static DriftResult of(Profile profile, Maker maker, List<Check> checks, Observation seen) {
    List<Tolerance> tolerate = profile.drift().tolerate();
    Comparison comparison = Comparison.of(profile, maker, seen);
    comparison
        .busy()
        .ifPresent(
            who -> {
              throw new BusyException(
                  "an apply is at work there: %s; ask again when it has ended".formatted(who));
            });
    Map<String, Resource> desired =
        comparison.desired().all().stream()
            .collect(Collectors.toMap(Resource::id, Function.identity(), (a, b) -> a));
    Inspection inspection = comparison.inspection();
    var tolerated = new ArrayList<Tolerated>();
    var changes = new ArrayList<Change>();
    for (Change change : inspection.plan().changes()) {
      Optional<Tolerance> by =
          Optional.ofNullable(desired.get(change.resource()))
              .flatMap(resource -> ScaleSet.explains(tolerate, resource, seen));
      if (desired.get(change.resource()) instanceof ReceiptFile receipt
          && receipt.tellsOfTheSameState(seen)) {
        // Tolerating something now makes no host drift that does not know of it yet.
        continue;
      }
      by.ifPresentOrElse(
          it -> tolerated.add(new Tolerated(it, change.resource(), change.summary())),
          () -> changes.add(change));
    }
    var findings = new ArrayList<Finding>();
    InSync.underWay(comparison).ifPresent(findings::add);
    checks.forEach(check -> findings.addAll(check.findings(seen)));
    for (Extra extra : ScaleSet.extras(profile, seen)) {
      if (extra.ofScript() && tolerate.contains(extra.tolerance())) {
        tolerated.add(new Tolerated(extra.tolerance(), extra.resource(), extra.summary()));
      } else {
        findings.add(
            Finding.failed(
                extra.resource(),
                "beyond the profile",
                "as the profile has it",
                extra.summary(),
                extra.remedy()));
      }
    }
    return new DriftResult(
        new Inspection(
            new Plan(changes, inspection.plan().conflicts(), inspection.plan().notes()),
            inspection.podman(),
            inspection.osRelease()),
        tolerated,
        findings,
        Optional.empty());
  }

  /** The same, of a host that was made from another profile. */
  DriftResult of(OldImage image) {
    return new DriftResult(inspection, tolerated, findings, Optional.of(image));
  }

  /** Whether there is nothing to report. */
  public boolean inSync() {
    return !drifted() && oldImage.isEmpty();
  }
}
