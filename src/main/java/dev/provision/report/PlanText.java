package dev.provision.report;

import dev.provision.engine.Inspection;
import dev.provision.plan.Change;
import dev.provision.plan.Conflict;
import dev.provision.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan, for people. */
public final class PlanText {

  private final Subject subject;
  private final Palette palette;

  public PlanText(Subject subject, Palette palette) {
    this.subject = subject;
    this.palette = palette;
  }

  /** Every change with its diff, conflicts, notes, and a last line that sums up. */
  public String withDiffs(Inspection inspection) {
    return details(inspection) + "\n" + palette.bold(sum(inspection.plan())) + "\n";
  }

  /** The same without the last line. */
  String details(Inspection inspection) {
    return heading(inspection)
        + changes(inspection.plan().changes(), true)
        + remarks(inspection.plan());
  }

  /** One line a change. */
  public String summary(Inspection inspection) {
    return heading(inspection)
        + changes(inspection.plan().changes(), false)
        + remarks(inspection.plan());
  }

  /** The changes of a plan, one line each, and nothing else. */
  String lines(Plan plan) {
    String lines = changes(plan.changes(), false);
    return lines.isEmpty() ? "" : lines.substring(1);
  }

  private String heading(Inspection inspection) {
    String podman =
        inspection.podman().map(version -> "podman " + version).orElse("podman not known yet");
    return palette.bold(subject.toString())
        + " ("
        + HostText.line(inspection.osRelease())
        + ", "
        + podman
        + ")\n";
  }

  private String changes(List<Change> changes, boolean diffs) {
    if (changes.isEmpty()) {
      return "";
    }
    var columns = new Columns();
    changes.forEach(
        change -> columns.row(HostText.line(change.resource()), HostText.line(change.summary())));
    List<String> lines = columns.lines();
    var text = new StringBuilder("\n");
    for (int i = 0; i < changes.size(); i++) {
      text.append("  ").append(sign(changes.get(i).kind())).append(' ').append(lines.get(i));
      text.append('\n');
      if (diffs) {
        changes
            .get(i)
            .diff()
            .ifPresent(diff -> text.append(DiffText.of(diff, palette).indent(6)).append('\n'));
      }
    }
    return text.toString();
  }

  private String sign(Change.Kind kind) {
    return switch (kind) {
      case CREATE -> palette.green("+");
      case UPDATE -> palette.yellow("~");
      case DELETE -> palette.red("-");
    };
  }

  private String remarks(Plan plan) {
    var text = new StringBuilder();
    for (Conflict conflict : plan.conflicts()) {
      text.append(palette.red("conflict: "))
          .append(HostText.line(conflict.resource() + ": " + conflict.message()))
          .append("; ")
          .append(HostText.line(conflict.remedy()))
          .append('\n');
    }
    plan.notes().forEach(note -> text.append("note: ").append(HostText.line(note)).append('\n'));
    return text.isEmpty() ? "" : "\n" + text;
  }

  private static String sum(Plan plan) {
    if (plan.isEmpty()) {
      return "0 changes";
    }
    String changes = Counted.of(plan.changes().size(), "change") + kinds(plan.changes());
    return plan.conflicts().isEmpty()
        ? changes
        : changes + "; " + Counted.of(plan.conflicts().size(), "conflict") + ": apply will refuse";
  }

  private static String kinds(List<Change> changes) {
    String counts =
        Stream.of(Change.Kind.values())
            .map(kind -> Map.entry(kind, changes.stream().filter(it -> it.kind() == kind).count()))
            .filter(count -> count.getValue() > 0)
            .map(
                count -> count.getValue() + " to " + count.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "" : ": " + counts;
  }
}
