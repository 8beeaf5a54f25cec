package dev.provision.report;

import dev.provision.engine.Generation;
import dev.provision.engine.Generations.RolledBack;
import java.util.List;
import java.util.stream.Collectors;

/** The generations of a host, for people. */
public final class HistoryText {
  private HistoryText() {}

  /** One line a generation, the current one last. */
  public static String of(String host, List<Generation> generations, Palette palette) {
    if (generations.isEmpty()) {
      return HostText.line(host) + ": no apply has changed it\n";
    }
    var columns = new Columns();
    columns.row("  0", "", "before provision");
    for (Generation generation : generations) {
      columns.row(
          "%3d".formatted(generation.number()),
          HostText.line(generation.time()),
          HostText.line(generation.profile()),
          HostText.line(generation.digest()).substring(0, digits(generation.digest())),
          "provision " + HostText.line(generation.provision()),
          Counted.of(generation.changes(), "change"));
    }
    List<String> lines = columns.lines();
    return palette.bold(HostText.line(host))
        + "\n\n"
        + lines.stream()
            .map(line -> line.equals(lines.get(lines.size() - 1)) ? line + "  (current)" : line)
            .collect(Collectors.joining("\n", "", "\n"));
  }

  /** What a rollback came to. */
  public static String of(String host, RolledBack result, Palette palette) {
    var text = new StringBuilder();
    text.append(palette.bold(HostText.line(host))).append('\n');
    text.append(
        result.undone().isEmpty()
            ? "nothing to undo"
            : "undone: generation "
                + result.undone().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    text.append("; current: ");
    text.append(
        result.generation() == 0
            ? "the host before provision"
            : "generation "
                + result.generation()
                + result.profile().map(name -> ", " + HostText.line(name)).orElse(""));
    text.append('\n');
    if (!result.packagesKept().isEmpty()) {
      text.append("packages that stay: ")
          .append(HostText.line(String.join(", ", result.packagesKept())))
          .append('\n');
    }
    result.stays().forEach(it -> text.append("stays: ").append(HostText.line(it)).append('\n'));
    return text
        + (result.findings().isEmpty()
            ? ""
            : new FindingsText(palette).problems(result.findings()));
  }

  private static int digits(String digest) {
    return Math.min(12, HostText.line(digest).length());
  }
}
