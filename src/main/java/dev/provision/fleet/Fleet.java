package dev.provision.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Results of many hosts. Hosts with the same difference share one; what a host costs beyond it are
 * some hundred bytes.
 */
public final class Fleet {
  private final List<HostResult> results = new ArrayList<>();
  private final Map<String, Difference> differences = new HashMap<>();

  /**
   * Hosts with the same difference.
   *
   * @param hosts in the order of their names
   */
  public record Group(HostState state, Difference difference, List<HostResult> hosts) {}

  /** Takes one in. */
  public void add(HostResult result) {
    Optional<Difference> shared =
        result.difference().map(it -> differences.merge(it.id(), it, (known, another) -> known));
    results.add(
        new HostResult(
            result.host(),
            result.address(),
            result.profile(),
            result.groups(),
            result.state(),
            shared,
            result.message(),
            result.attempts(),
            result.took()));
  }

  /** All of them by name. */
  public List<HostResult> results() {
    return results.stream().sorted(Comparator.comparing(HostResult::host)).toList();
  }

  /** How many there are of each state, also of those that nobody has. */
  public Map<HostState, Integer> counts() {
    var counts = new EnumMap<HostState, Integer>(HostState.class);
    for (HostState state : HostState.values()) {
      counts.put(state, 0);
    }
    results.forEach(it -> counts.merge(it.state(), 1, Integer::sum));
    return counts;
  }

  /** The states of its hosts, each once for each host. */
  public List<HostState> states() {
    return results.stream().map(HostResult::state).toList();
  }

  /** What is not in sync: the worst state first, then the largest group. */
  public List<Group> groups() {
    var groups = new LinkedHashMap<String, List<HostResult>>();
    for (HostResult result : results()) {
      result
          .difference()
          .ifPresent(
              it ->
                  groups
                      .computeIfAbsent(result.state() + it.id(), key -> new ArrayList<>())
                      .add(result));
    }
    return groups.values().stream()
        .map(
            hosts ->
                new Group(
                    hosts.get(0).state(),
                    hosts.get(0).difference().orElseThrow(),
                    List.copyOf(hosts)))
        .sorted(
            Comparator.comparing(Group::state)
                .thenComparing(group -> -group.hosts().size())
                .thenComparing(group -> group.difference().id()))
        .toList();
  }
}
