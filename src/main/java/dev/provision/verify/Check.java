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

  /** What must be asked; each answer is limited in time by the function that gives it. */
  List<Fact> facts();

  /** What several checks ask, each question once. */
  static List<Fact> facts(List<Check> checks) {
    return checks.stream().flatMap(check -> check.facts().stream()).distinct().toList();
  }

  /** At least one finding. */
  List<Finding> judge(Observation host);
}
