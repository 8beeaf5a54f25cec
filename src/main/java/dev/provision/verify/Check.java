package dev.provision.verify;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import java.util.List;

/**
 * One thing that a pipeline relies on. Derived from the profile: nobody writes an expectation
 * twice. A check asks through facts and judges purely.
 */
public interface Check {

  /** Stable name: {@code socket.docker}. */
  String id();

  /** Why it matters to a pipeline: one line, no full stop. */
  String why();

  /** What must be asked; each answer is limited in time by the function that gives it. */
  List<Fact> facts();

  /** What several checks ask, each question once. */
  static List<Fact> facts(List<Check> checks) {
    return checks.stream().flatMap(check -> check.facts().stream()).distinct().toList();
  }

  /** At least one finding. */
  List<Finding> judge(Observation host);

  /** What {@link #judge} finds, each with {@link #why}. */
  default List<Finding> findings(Observation host) {
    return judge(host).stream().map(finding -> finding.because(why())).toList();
  }
}
