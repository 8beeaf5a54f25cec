package dev.provision.report;

import dev.provision.fleet.Difference.Item;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.Fleet.Group;
import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.fleet.Since;
import java.util.Optional;

/** A fleet as Markdown, for the summary page of a pipeline's run. */
public final class FleetMarkdown {
  private FleetMarkdown() {}

  /** The counts, and a table of what is other for each group. */
  public static String of(Fleet fleet, Optional<Since> since) {
    var text = new StringBuilder("## provision drift: ");
    text.append(FleetText.sum(fleet)).append("\n\n| State | Hosts |\n| --- | --- |\n");
    fleet.counts().forEach((state, count) -> text.append("| " + state + " | " + count + " |\n"));
    since.ifPresent(
        it ->
            text.append(
                "\nSince then: %d new, %d changed, %d unchanged, %d gone, %d no longer there.\n"
                    .formatted(
                        it.fresh().size(),
                        it.other().size(),
                        it.same().size(),
                        it.over().size(),
                        it.left().size())));
    fleet.groups().forEach(group -> group(text, group));
    return text.toString();
  }

  private static void group(StringBuilder text, Group group) {
    text.append("\n### ").append(group.state()).append(", ");
    text.append(Counted.of(group.hosts().size(), "host")).append("\n\n");
    text.append(
            FindingsMarkdown.escape(
                FleetText.names(group.hosts().stream().map(HostResult::host).toList())))
        .append("\n");
    if (group.state() != HostState.DRIFTED && group.state() != HostState.OLD_IMAGE) {
      text.append('\n')
          .append(FindingsMarkdown.escape(group.hosts().get(0).message()))
          .append('\n');
      return;
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
  }
}
