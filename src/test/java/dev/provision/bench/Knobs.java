package dev.provision.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code make bench} was asked for.
 *
 * @param delays milliseconds of added round-trip time
 * @param only first, second, drift, start, build
 * @param keep whether the machine stays for a further run, as it does after one that failed
 */
record Knobs(
    int rounds, List<Integer> delays, List<String> only, List<String> peers, boolean keep) {

  static Knobs read() {
    return new Knobs(
        Integer.getInteger("bench.rounds", 5),
        words("bench.rtt", "20 100 0").stream().map(Integer::valueOf).toList(),
        words("bench.only", "start build first second drift"),
        words("bench.peers", "provision script ansible"),
        Boolean.getBoolean("bench.keep"));
  }

  /** Whether one of these was asked for. */
  boolean ask(String... parts) {
    return Stream.of(parts).anyMatch(only::contains);
  }

  private static List<String> words(String property, String otherwise) {
    return List.of(System.getProperty(property, otherwise).strip().split("[ ,]+"));
  }
}
