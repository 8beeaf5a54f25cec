package dev.provision.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Samples told as tables in Markdown: medians, and ratios of what depends on the host. */
final class Medians {
  private static final List<Measure> COMPARED = List.of(Measure.WALL, Measure.EMULATION);

  private Medians() {}

  /**
   * A table for each scenario, in the order in which they were first met.
   *
   * @param bases peers by whose medians others are divided, where they took part
   */
  static String tables(List<Sample> samples, List<String> bases) {
    return groups(samples, Sample::scenario).entrySet().stream()
        .map(entry -> table(entry.getKey(), entry.getValue(), bases))
        .collect(Collectors.joining("\n"));
  }

  /** Half of the values are not above it, and half not below. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static String table(String scenario, List<Sample> samples, List<String> bases) {
    List<Measure> measures =
        List.of(Measure.values()).stream()
            .filter(measure -> samples.stream().anyMatch(s -> s.values().containsKey(measure)))
            .toList();
    List<String> present =
        bases.stream()
            .filter(base -> samples.stream().anyMatch(sample -> sample.peer().equals(base)))
            .toList();
    var head = new ArrayList<>(List.of("added RTT ms", "peer", "rounds"));
    measures.forEach(measure -> head.add(measure.title()));
    List<Measure> compared = COMPARED.stream().filter(measures::contains).toList();
    compared.forEach(measure -> present.forEach(base -> head.add(measure.title() + " : " + base)));
    var lines = new ArrayList<>(List.of("## " + scenario, "", row(head)));
    lines.add("|" + " --- |".repeat(head.size()));
    groups(samples, Sample::rtt)
        .forEach(
            (rtt, at) ->
                lines.addAll(rows(rtt, groups(at, Sample::peer), measures, compared, present)));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> rows(
      int rtt,
      Map<String, List<Sample>> peers,
      List<Measure> measures,
      List<Measure> compared,
      List<String> bases) {
    var medians = new LinkedHashMap<String, Map<Measure, Double>>();
    peers.forEach((peer, samples) -> medians.put(peer, medians(samples)));
    var rows = new ArrayList<String>();
    medians.forEach(
        (peer, values) -> {
          var cells =
              new ArrayList<>(
                  List.of(String.valueOf(rtt), peer, String.valueOf(peers.get(peer).size())));
          measures.forEach(
              measure ->
                  cells.add(values.containsKey(measure) ? measure.text(values.get(measure)) : ""));
          compared.forEach(
              measure ->
                  bases.forEach(base -> cells.add(ratio(measure, values, medians.get(base)))));
          rows.add(row(cells));
        });
    return rows;
  }

  private static Map<Measure, Double> medians(List<Sample> samples) {
    var medians = new EnumMap<Measure, Double>(Measure.class);
    for (Measure measure : Measure.values()) {
      List<Double> values =
          samples.stream()
              .filter(sample -> sample.values().containsKey(measure))
              .map(sample -> sample.values().get(measure))
              .toList();
      if (!values.isEmpty()) {
        medians.put(measure, median(values));
      }
    }
    return medians;
  }

  private static String ratio(
      Measure measure, Map<Measure, Double> values, Map<Measure, Double> base) {
    return base == null || !base.containsKey(measure) || !values.containsKey(measure)
        ? ""
        : String.format(Locale.ROOT, "%.2f", values.get(measure) / base.get(measure));
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static <K> Map<K, List<Sample>> groups(List<Sample> samples, Function<Sample, K> key) {
    return samples.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }
}
