package dev.provision.fleet;

import dev.provision.ExitCode;
import dev.provision.fleet.Spool.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Results of many hosts. They are put aside on disk as they come, a difference that several hosts
 * share once; of a host only its name and how it stands are kept in memory. What is read again is
 * read when it is wanted.
 */
public final class Fleet implements AutoCloseable {
  private final Spool spool;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Place> differences = new HashMap<>();

  /** Puts aside where temporary files are. */
  public Fleet() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  Fleet(Path folder) {
    this.spool = new Spool(folder);
  }

  /**
   * How a host stands.
   *
   * @param difference its id; empty when the host is in sync
   */
  public record Standing(String host, HostState state, Optional<String> difference) {}

  private record Entry(Standing standing, Place place) {
    String host() {
      return standing.host();
    }

    HostState state() {
      return standing.state();
    }

    String difference() {
      return standing.difference().orElse("");
    }
  }

  /**
   * Hosts with the same difference.
   *
   * @param hosts their names, sorted
   * @param message why the first of them could not be asked; empty when it answered
   */
  public record Group(HostState state, Difference difference, List<String> hosts, String message) {}

  /** Takes one in. The difference that it names may come before or after it. */
  public void add(HostResult result) {
    var standing = new Standing(result.host(), result.state(), result.difference());
    entries.add(new Entry(standing, spool.add(Stored.of(result))));
  }

  /** Takes in what hosts may have; the same one again is nothing new. */
  public void add(Difference difference) {
    differences.computeIfAbsent(difference.id(), id -> spool.add(Stored.of(difference)));
  }

  /** How many hosts. */
  public int size() {
    return entries.size();
  }

  /** How many there are of each state, also of those that nobody has. */
  public Map<HostState, Integer> counts() {
    var counts = new EnumMap<HostState, Integer>(HostState.class);
    for (HostState state : HostState.values()) {
      counts.put(state, 0);
    }
    entries.forEach(it -> counts.merge(it.state(), 1, Integer::sum));
    return counts;
  }

  /** What the fleet ends with. */
  public ExitCode worst() {
    return HostState.worst(entries.stream().map(Entry::state));
  }

  /** How each stands, by name. */
  public List<Standing> standings() {
    return sorted().stream().map(Entry::standing).toList();
  }

  /** All results by name. */
  public Iterable<HostResult> results() {
    return () -> sorted().stream().map(it -> Stored.result(read(it.place()))).iterator();
  }

  /** The name of a host that was added twice. */
  public Optional<String> twice() {
    List<Entry> sorted = sorted();
    return IntStream.range(1, sorted.size())
        .filter(i -> sorted.get(i).host().equals(sorted.get(i - 1).host()))
        .mapToObj(i -> sorted.get(i).host())
        .findFirst();
  }

  /** What is not in sync: the worst state first, then the largest group. */
  public Iterable<Group> groups() {
    return () -> grouped().stream().map(this::group).iterator();
  }

  /** The differences of all groups, each once, in their order. */
  public Iterable<Difference> differences() {
    return () ->
        grouped().stream()
            .map(hosts -> hosts.get(0).difference())
            .distinct()
            .map(id -> difference(id).orElseThrow())
            .iterator();
  }

  /** What a result names; empty when it was not added. */
  public Optional<Difference> difference(String id) {
    return Optional.ofNullable(differences.get(id)).map(it -> Stored.difference(read(it)));
  }

  private List<Entry> sorted() {
    return entries.stream().sorted(Comparator.comparing(Entry::host)).toList();
  }

  private List<List<Entry>> grouped() {
    return sorted().stream()
        .filter(it -> differences.containsKey(it.difference()))
        .collect(
            Collectors.groupingBy(
                it -> it.state() + it.difference(), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .sorted(
            Comparator.comparing((List<Entry> hosts) -> hosts.get(0).state())
                .thenComparing(hosts -> -hosts.size())
                .thenComparing(hosts -> hosts.get(0).difference()))
        .toList();
  }

  private Group group(List<Entry> hosts) {
    Entry first = hosts.get(0);
    return new Group(
        first.state(),
        difference(first.difference()).orElseThrow(),
        hosts.stream().map(Entry::host).toList(),
        Stored.result(read(first.place())).message());
  }

  private byte[] read(Place place) {
    try {
      return spool.read(place);
    } catch (IOException e) {
      throw new UncheckedIOException("what was put aside cannot be read", e);
    }
  }

  @Override
  public void close() {
    spool.close();
  }
}
