package dev.provision.report;

import dev.provision.plan.Plan;
import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;

/** A plan that nobody asked for, as findings: one for each difference, or one that all is well. */
public final class DriftFindings {
  private DriftFindings() {}

  /** At least one. */
  public static List<Finding> of(Plan plan) {
    var findings = new ArrayList<Finding>();
    plan.changes()
        .forEach(
            change ->
                findings.add(
                    Finding.failed(
                        change.resource(),
                        "state",
                        "as the profile has it",
                        change.summary(),
                        "provision apply brings it back")));
    plan.conflicts()
        .forEach(
            conflict ->
                findings.add(
                    Finding.failed(
                        conflict.resource(),
                        "state",
                        "as the profile has it",
                        conflict.message(),
                        conflict.remedy())));
    if (findings.isEmpty()) {
      findings.add(Finding.passed("drift", "state", "as the profile has it"));
    }
    return findings;
  }
}
