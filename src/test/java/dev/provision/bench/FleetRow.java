package dev.provision.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A measured run over a fleet.
 *
 * @param targets what kind of hosts
 * @param peer who asked them
 */
record FleetRow(String targets, String peer, int hosts, int parallel, Map<Measure, Double> values) {
  private static final String HEAD =
      "| hosts | who | number | at once | wall s | hosts/s | client CPU s | ms a host | memory MB |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";

  double wall() {
    return values.get(Measure.WALL);
  }

  double cpu() {
    return values.get(Measure.CPU);
  }

  double memory() {
    return values.get(Measure.MEMORY);
  }

  /** All of them as a table in Markdown. */
  static String table(List<FleetRow> rows) {
    return HEAD + rows.stream().map(FleetRow::text).collect(Collectors.joining());
  }

  private String text() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %.1f | %.1f | %.1f | %.1f | %.0f |%n",
        targets,
        peer,
        hosts,
        parallel,
        wall(),
        hosts / wall(),
        cpu(),
        1000 * cpu() / hosts,
        memory());
  }
}
