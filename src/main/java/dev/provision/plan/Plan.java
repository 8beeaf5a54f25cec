package dev.provision.plan;

import java.util.List;

/**
 * What apply would do.
 *
 * @param conflicts what stands in the way; apply refuses to begin while there is one
 * @param notes what people should know: keys left out for an old podman, what is unknown yet
 */
public record Plan(List<Change> changes, List<Conflict> conflicts, List<String> notes) {
  public Plan {
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
    notes = List.copyOf(notes);
  }

  /** Whether the host is as desired. */
  public boolean isEmpty() {
    return changes.isEmpty() && conflicts.isEmpty();
  }
}
