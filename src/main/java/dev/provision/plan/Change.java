package dev.provision.plan;

import java.util.List;
import java.util.Optional;

/**
 * One difference between the host and the desired state, and how to remove it.
 *
 * @param resource id such as {@code file:/etc/containers/policy.json}
 * @param summary one line without line end: {@code mode 0600 -> 0644}
 * @param diff unified diff where the difference is text
 * @param ahead what must be noted or ended before any file is touched; taken back after the files
 * @param activate what must happen after all files are in place, once for all changes that ask
 */
public record Change(
    String resource,
    Kind kind,
    String summary,
    Optional<String> diff,
    List<Step> ahead,
    List<Step> steps,
    List<Step> activate) {

  /** What happens to the thing. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE
  }

  public Change {
    ahead = List.copyOf(ahead);
    steps = List.copyOf(steps);
    activate = List.copyOf(activate);
  }

  /** A change that needs nothing ahead. */
  public Change(
      String resource,
      Kind kind,
      String summary,
      Optional<String> diff,
      List<Step> steps,
      List<Step> activate) {
    this(resource, kind, summary, diff, List.of(), steps, activate);
  }

  /** A change of state without text to compare. */
  public static Change of(String resource, Kind kind, String summary, Step... steps) {
    return new Change(resource, kind, summary, Optional.empty(), List.of(steps), List.of());
  }
}
