package dev.provision.bench;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run.
 *
 * @param scenario what was done
 * @param rtt milliseconds of added round-trip time
 * @param peer who did it
 * @param values those that could be measured
 */
record Sample(String scenario, int rtt, String peer, Map<Measure, Double> values) {
  /** The first line of a file of samples. */
  static final String HEAD =
      Stream.concat(
              Stream.of("scenario", "rtt", "peer"),
              Stream.of(Measure.values()).map(measure -> measure.name().toLowerCase(Locale.ROOT)))
          .collect(Collectors.joining(","));

  Sample {
    values = Map.copyOf(values);
  }

  /** A line of comma-separated values; nothing stands for what was not measured. */
  String line() {
    return Stream.concat(
            Stream.of(scenario, String.valueOf(rtt), peer),
            Stream.of(Measure.values())
                .map(measure -> values.get(measure))
                .map(value -> value == null ? "" : value.toString()))
        .collect(Collectors.joining(","));
  }

  /** Reads a {@link #line()}. */
  static Sample parse(String line) {
    String[] fields = line.split(",", -1);
    var values = new EnumMap<Measure, Double>(Measure.class);
    for (Measure measure : Measure.values()) {
      String field = fields[3 + measure.ordinal()];
      if (!field.isEmpty()) {
        values.put(measure, Double.valueOf(field));
      }
    }
    return new Sample(fields[0], Integer.parseInt(fields[1]), fields[2], values);
  }
}
