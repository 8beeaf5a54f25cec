package dev.provision.report;

import dev.provision.fleet.Difference.Item;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.Fleet.Group;
import dev.provision.fleet.HostState;
import dev.provision.fleet.Since;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet, for people: hosts with the same difference stand together, with one diff. */
public final class FleetText {
  /** More names than this say less. */
  private static final int NAMES = 20;

  private final Palette palette;

  public FleetText(Palette palette) {
    this.palette = palette;
  }

  /**
   * Writes each group, what has changed since another time, and the counts.
   *
   * @throws IOException when they cannot be written
   */
  public void write(Fleet fleet, Optional<Since> since, Writer out) throws IOException {
    for (Group group : fleet.groups()) {
      out.write(group(group) + "\n");
    }
    out.write(since.map(it -> since(it) + "\n").orElse(""));
    out.write(palette.bold(sum(fleet)) + "\n");
  }

  private String group(Group group) {
    var text = new StringBuilder();
    String heading = group.state() + ", " + Counted.of(group.hosts().size(), "host");
    text.append(
            group.state() == HostState.OLD_IMAGE ? palette.yellow(heading) : palette.red(heading))
        .append(": ")
        .append(names(group.hosts()))
        .append('\n');
    if (group.state() == HostState.DRIFTED || group.state() == HostState.OLD_IMAGE) {
      group.difference().items().forEach(it -> text.append(item(it)));
    } else {
      // Of several the first one's words, with its names in them.
      text.append("  ").append(HostText.line(group.message())).append('\n');
    }
    return text.toString();
  }

  private String item(Item it) {
    return "  "
        + HostText.line(it.resource())
        + "  "
        + HostText.line(it.summary())
        + (it.remedy().isEmpty() || !it.diff().isEmpty() ? "" : "; " + HostText.line(it.remedy()))
        + "\n"
        + DiffText.of(it.diff(), palette).indent(4);
  }

  private String since(Since since) {
    return Stream.of(
            line("new", since.fresh()),
            line("changed", since.other()),
            line("unchanged", since.same()),
            line("gone", since.over()),
            line("no longer in the inventory", since.left()))
        .collect(Collectors.joining("", "since then:\n", ""));
  }

  private static String line(String what, List<String> hosts) {
    return hosts.isEmpty() ? "" : "  " + what + ", " + hosts.size() + ": " + names(hosts) + "\n";
  }

  static String names(List<String> hosts) {
    String names =
        hosts.stream().limit(NAMES).map(HostText::line).collect(Collectors.joining(", "));
    return hosts.size() > NAMES ? names + " and " + (hosts.size() - NAMES) + " more" : names;
  }

  /** {@code 3 hosts: 1 drifted, 2 in sync}. */
  public static String sum(Fleet fleet) {
    Map<HostState, Integer> counts = fleet.counts();
    String states =
        counts.entrySet().stream()
            .filter(it -> it.getValue() > 0)
            .map(it -> it.getValue() + " " + it.getKey().toString().replace('-', ' '))
            .collect(Collectors.joining(", "));
    return Counted.of(fleet.size(), "host") + (states.isEmpty() ? "" : ": " + states);
  }
}
