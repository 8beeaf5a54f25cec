package dev.provision.report;

import dev.provision.lint.LintFinding;
import dev.provision.lint.LintReport;
import dev.provision.lint.rule.RuleText;
import java.util.List;

/** What lint found, and its rules, for people. */
public final class LintText {
  private LintText() {}

  /** {@code file:line:column: rule: message} each, its remedy below, then the sum. */
  public static String of(LintReport report) {
    var text = new StringBuilder();
    for (LintFinding it : report.findings()) {
      text.append(HostText.line(place(it) + ": " + it.rule().id() + ": " + it.message()))
          .append('\n');
      text.append("  ").append(HostText.line(it.rule().remedy())).append('\n');
    }
    return text.append(sum(report)).append('\n').toString();
  }

  /** Each rule, why it is one, and who says so. */
  public static String rules(List<RuleText> rules) {
    var columns = new Columns();
    for (RuleText it : rules) {
      columns.row(it.id(), it.why());
      columns.row("", it.source());
    }
    return String.join("\n", columns.lines()) + "\n";
  }

  static String sum(LintReport report) {
    return Counted.of(report.findings().size(), "finding")
        + " in "
        + Counted.of(report.files(), "file");
  }

  private static String place(LintFinding it) {
    return it.spot().file() + ":" + it.spot().place().line() + ":" + it.spot().place().column();
  }
}
