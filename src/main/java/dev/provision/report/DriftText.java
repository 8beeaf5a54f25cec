package dev.provision.report;

import dev.provision.engine.DriftResult;
import dev.provision.engine.DriftResult.OldImage;
import dev.provision.engine.DriftResult.Tolerated;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.util.ArrayList;
import java.util.List;

/** How a host has drifted, for people. */
public final class DriftText {
  private final Subject subject;
  private final Palette palette;

  public DriftText(Subject subject, Palette palette) {
    this.subject = subject;
    this.palette = palette;
  }

  /** Differences with their diffs, what wins over the files, what is tolerated, and a sum. */
  public String of(DriftResult drift) {
    List<Finding> problems =
        drift.findings().stream().filter(finding -> finding.status() != Status.PASSED).toList();
    return new PlanText(subject, palette).details(drift.inspection())
        + (problems.isEmpty() ? "" : "\n" + new FindingsText(palette).lines(problems))
        + tolerated(drift.tolerated())
        + drift.oldImage().map(this::oldImage).orElse("")
        + "\n"
        + palette.bold(sum(drift, problems.size()))
        + "\n";
  }

  private String tolerated(List<Tolerated> tolerated) {
    if (tolerated.isEmpty()) {
      return "";
    }
    var columns = new Columns();
    tolerated.forEach(
        it ->
            columns.row(
                it.tolerance().toString(),
                HostText.line(it.resource()),
                HostText.line(it.summary())));
    var text = new StringBuilder("\ntolerated, as drift.tolerate says:\n");
    columns.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }

  private String oldImage(OldImage image) {
    return "\nold image: made from "
        + HostText.line(image.receipt().profile())
        + " (digest "
        + HostText.line("%.12s".formatted(image.receipt().digest()))
        + ") by provision "
        + HostText.line(image.receipt().maker().version())
        + image.receipt().maker().build().map(it -> ", build " + HostText.line(it)).orElse("")
        + "; the profile of today differs by:\n"
        + new PlanText(subject, palette).lines(image.ahead());
  }

  private static String sum(DriftResult drift, int problems) {
    String tolerated =
        drift.tolerated().isEmpty() ? "" : "; " + drift.tolerated().size() + " tolerated";
    String image = drift.oldImage().isEmpty() ? "" : "old image; ";
    if (!drift.drifted()) {
      return image + "in sync" + (image.isEmpty() ? "" : " with what it was made from") + tolerated;
    }
    var parts = new ArrayList<String>();
    int changes = drift.inspection().plan().changes().size();
    int conflicts = drift.inspection().plan().conflicts().size();
    if (changes > 0) {
      parts.add(Counted.of(changes, "difference"));
    }
    if (conflicts > 0) {
      parts.add(Counted.of(conflicts, "conflict"));
    }
    if (problems > 0) {
      parts.add(Counted.of(problems, "finding"));
    }
    return image + "drifted: " + String.join("; ", parts) + tolerated;
  }
}
