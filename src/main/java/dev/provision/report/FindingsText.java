package dev.provision.report;

import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.util.List;

/** Findings for people: a table on a terminal, one greppable line each elsewhere. */
public final class FindingsText {
  private final Palette palette;

  public FindingsText(Palette palette) {
    this.palette = palette;
  }

  /** All findings, then the sum. */
  public String all(Subject subject, List<Finding> findings) {
    return palette.bold(subject.toString())
        + "\n\n"
        + (palette == Palette.ANSI ? table(findings) : lines(findings))
        + (findings.isEmpty() ? "" : "\n")
        + palette.bold(Tally.of(findings).toString())
        + "\n";
  }

  /** What is not as it should be, then the sum. */
  public String problems(List<Finding> findings) {
    List<Finding> problems =
        findings.stream().filter(finding -> finding.status() != Finding.Status.PASSED).toList();
    return lines(problems) + "verification: " + Tally.of(findings) + "\n";
  }

  /** One greppable line each, and its remedy. */
  String lines(List<Finding> findings) {
    var text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(status(finding))
          .append(' ')
          .append(HostText.line(finding.check() + " " + finding.property()))
          .append(": ")
          .append(seen(finding))
          .append('\n');
      text.append(advice(finding));
    }
    return text.toString();
  }

  private String table(List<Finding> findings) {
    var columns = new Columns();
    for (Finding finding : findings) {
      columns.row(HostText.line(finding.check()), HostText.line(finding.property()), seen(finding));
    }
    List<String> rows = columns.lines();
    var text = new StringBuilder();
    for (int i = 0; i < findings.size(); i++) {
      text.append(status(findings.get(i))).append("  ").append(rows.get(i)).append('\n');
      text.append(advice(findings.get(i)));
    }
    return text.toString();
  }

  private String status(Finding finding) {
    return switch (finding.status()) {
      case PASSED -> palette.green("PASSED ");
      case FAILED -> palette.red("FAILED ");
      case TOLERATED -> palette.yellow("TOLERATED");
      case UNKNOWN -> palette.yellow("UNKNOWN");
      case SKIPPED -> palette.yellow("SKIPPED");
    };
  }

  /** What was seen, and what was wanted when that is something else. */
  static String seen(Finding finding) {
    String actual = HostText.line(finding.actual());
    return switch (finding.status()) {
      case PASSED, SKIPPED -> actual;
      case FAILED, TOLERATED ->
          (actual.isEmpty() ? "nothing" : actual) + ", not " + expected(finding);
      case UNKNOWN -> actual + "; wanted " + expected(finding);
    };
  }

  private static String expected(Finding finding) {
    String expected = HostText.line(finding.expected());
    return expected.isEmpty() ? "nothing" : expected;
  }

  /** Why it matters, where it is not as it should be, and what to do. */
  private static String advice(Finding finding) {
    boolean problem = finding.status() == Status.FAILED || finding.status() == Status.UNKNOWN;
    return indented(problem ? finding.why() : "") + indented(finding.remedy());
  }

  private static String indented(String text) {
    return text.isEmpty() ? "" : "         " + HostText.line(text) + "\n";
  }
}
