package dev.provision.resource;

import dev.provision.plan.Change;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import java.util.List;
import java.util.Optional;

/**
 * One managed thing. Says what to ask of the host and, purely, what would change. A new kind is one
 * class, one shell fragment and its fixtures; the engine does not change.
 */
public interface Resource {

  /** Kind and name: {@code file:/etc/containers/policy.json}. */
  String id();

  /** What must be known to compare. */
  List<Fact> facts();

  /** The difference, or empty when the host is as desired. */
  Optional<Change> change(Observation host);

  /** What on the host forbids this; usually nothing. */
  default Optional<Conflict> conflict(Observation host) {
    return Optional.empty();
  }

  /** What people should know of it although it is no change; usually nothing. */
  default Optional<String> note(Observation host) {
    return Optional.empty();
  }
}
