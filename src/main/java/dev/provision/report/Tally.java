package dev.provision.report;

import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.util.ArrayList;

/**
 * Findings counted. They pass only when there is one and all of them passed: a check that could not
 * run never counts as passed, and a verification without checks proves nothing. What is tolerated
 * or skipped counts neither way.
 */
public record Tally(int passed, int failed, int unknown, int tolerated, int skipped) {

  /** Counts findings. */
  public static Tally of(Iterable<Finding> findings) {
    int[] counts = new int[Status.values().length];
    findings.forEach(it -> counts[it.status().ordinal()]++);
    return new Tally(
        counts[Status.PASSED.ordinal()],
        counts[Status.FAILED.ordinal()],
        counts[Status.UNKNOWN.ordinal()],
        counts[Status.TOLERATED.ordinal()],
        counts[Status.SKIPPED.ordinal()]);
  }

  /** How many there are. */
  int all() {
    return passed + failed + unknown + tolerated + skipped;
  }

  /** Whether all is well. */
  public boolean allPassed() {
    return passed > 0 && failed == 0 && unknown == 0;
  }

  /** {@code 3 passed, 1 failed}. */
  @Override
  public String toString() {
    if (all() == 0) {
      return "no check ran, which counts as a failure";
    }
    var parts = new ArrayList<String>();
    if (passed > 0) {
      parts.add(passed + " passed");
    }
    if (failed > 0) {
      parts.add(failed + " failed");
    }
    if (unknown > 0) {
      parts.add(unknown + " could not run");
    }
    if (tolerated > 0) {
      parts.add(tolerated + " tolerated");
    }
    if (skipped > 0) {
      parts.add(skipped + " skipped");
    }
    return String.join(", ", parts);
  }
}
