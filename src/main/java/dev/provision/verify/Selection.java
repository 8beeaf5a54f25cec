package dev.provision.verify;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which checks and proofs are asked for.
 *
 * @param only ids; empty for all
 * @param skipped ids, and why
 */
public record Selection(Set<String> only, Map<String, String> skipped) {
  /** Everything. */
  public static final Selection ALL = new Selection(Set.of(), Map.of());

  public Selection {
    only = Set.copyOf(only);
    skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
  }

  /** Whether the one with this id is asked for. */
  public boolean wants(String id) {
    return (only.isEmpty() || only.contains(id)) && !skipped.containsKey(id);
  }
}
