package dev.provision.report;

import dev.provision.engine.DriftResult;
import dev.provision.plan.Plan;
import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;

/** A drift as findings: the plan's differences, or one that there are none, then the others. */
public final class DriftFindings {
  private static final String EXPECTED = "as the profile has it";

  private DriftFindings() {}

  /** At least one. */
  public static List<Finding> of(DriftResult drift) {
    var findings = new ArrayList<Finding>();
    Plan plan = drift.inspection().plan();
    plan.changes()
        .forEach(
            change ->
                findings.add(
                    Finding.failed(
                        change.resource(),
                        "state",
                        EXPECTED,
                        change.summary(),
                        "provision apply brings it back")));
    plan.conflicts()
        .forEach(
            conflict ->
                findings.add(
                    Finding.failed(
                        conflict.resource(),
                        "state",
                        EXPECTED,
                        conflict.message(),
                        conflict.remedy())));
    if (findings.isEmpty()) {
      findings.add(Finding.passed("drift", "state", EXPECTED));
    }
    findings.addAll(drift.findings());
    drift
        .oldImage()
        .ifPresent(
            image ->
                findings.add(
                    Finding.failed(
                        "image",
                        "profile",
                        "made from the profile of today",
                        "made from " + image.receipt().profile() + " " + image.receipt().digest(),
                        "build the image anew, or apply the profile")));
    drift
        .tolerated()
        .forEach(
            it ->
                findings.add(
                    Finding.tolerated(
                        it.resource(),
                        "state",
                        EXPECTED,
                        it.summary(),
                        "drift.tolerate has " + it.tolerance())));
    return findings;
  }
}
