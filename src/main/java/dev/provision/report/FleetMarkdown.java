package dev.provision.report;

import dev.provision.fleet.Difference.Item;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.Fleet.Group;
import dev.provision.fleet.HostState;
import dev.provision.fleet.Since;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;

/** A fleet as Markdown, for the summary page of a pipeline's run. */
public final class FleetMarkdown {
  private FleetMarkdown() {}

  /**
   * Writes the counts, and a table of what is other for each group.
   *
   * @throws IOException when they cannot be written
   */
  public static void write(Fleet fleet, Optional<Since> since, Writer out) throws IOException {
    out.write(
        "## provision drift: " + FleetText.sum(fleet) + "\n\n| State | Hosts |\n| --- | --- |\n");
    for (Map.Entry<HostState, Integer> it : fleet.counts().entrySet()) {
      out.write("| " + it.getKey() + " | " + it.getValue() + " |\n");
    }
    out.write(since.map(FleetMarkdown::since).orElse(""));
    for (Group group : fleet.groups()) {
      out.write(group(group));
    }
  }

  private static String since(Since it) {
    return "\nSince then: %d new, %d changed, %d unchanged, %d gone, %d no longer there.\n"
        .formatted(
            it.fresh().size(),
            it.other().size(),
            it.same().size(),
            it.over().size(),
            it.left().size());
  }

  private static String group(Group group) {
    var text = new StringBuilder("\n### ").append(group.state()).append(", ");
    text.append(Counted.of(group.hosts().size(), "host")).append("\n\n");
    text.append(FindingsMarkdown.escape(FleetText.names(group.hosts()))).append("\n");
    if (group.state() != HostState.DRIFTED && group.state() != HostState.OLD_IMAGE) {
      text.append('\n').append(FindingsMarkdown.escape(group.message())).append('\n');
      return text.toString();
    }
    text.append("\n| What | Is other | What to do |\n| --- | --- | --- |\n");
    for (Item it : group.difference().items()) {
      text.append("| ").append(FindingsMarkdown.escape(it.resource()));
      text.append(" | ").append(FindingsMarkdown.escape(it.summary()));
      text.append(" | ").append(FindingsMarkdown.escape(it.remedy())).append(" |\n");
    }
    group.difference().items().stream()
        .filter(it -> !it.diff().isEmpty())
        .forEach(it -> text.append('\n').append(DiffText.of(it.diff(), Palette.PLAIN).indent(4)));
    return text.toString();
  }
}
