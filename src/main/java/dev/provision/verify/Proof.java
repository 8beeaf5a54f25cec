package dev.provision.verify;

import dev.provision.ProvisionException;
import java.util.List;

/**
 * A check that does what a pipeline would do, and sees what comes of it. It takes seconds, so only
 * {@code provision verify} asks for it.
 */
public interface Proof {

  /** Stable name: {@code policy.pulls}. */
  String id();

  /** Why it matters to a pipeline: one line, no full stop. */
  String why();

  /** At least one finding; throws what keeps it from one. */
  List<Finding> prove(Runner runner);

  /** What {@link #prove} finds, each with {@link #why}; unknown when something kept it from it. */
  default List<Finding> findings(Runner runner) {
    List<Finding> findings;
    try {
      findings = prove(runner);
    } catch (ProvisionException e) {
      findings =
          List.of(
              Finding.unknown(
                  id(),
                  "proof",
                  "to be tried",
                  e.getMessage(),
                  "remove what keeps it from running"));
    }
    return findings.stream().map(finding -> finding.because(why())).toList();
  }
}
