package dev.provision.report;

import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.util.List;

/** Findings as Markdown, for the summary page of a pipeline's run. */
public final class FindingsMarkdown {
  private static final String SPECIAL = "\\`*_{}[]()<>#+|~!&";

  private FindingsMarkdown() {}

  /**
   * A table of what is not as it should be, and all that passed folded away.
   *
   * @param command which one found this
   */
  public static String of(String command, Subject subject, List<Finding> findings) {
    Tally tally = Tally.of(findings);
    var text = new StringBuilder();
    text.append("## provision ").append(command).append(": ");
    text.append(escape(subject.toString())).append("\n\n");
    text.append(tally.allPassed() ? "✅ " : "❌ ").append(tally).append('\n');
    List<Finding> problems =
        findings.stream()
            .filter(it -> it.status() == Status.FAILED || it.status() == Status.UNKNOWN)
            .toList();
    if (!problems.isEmpty()) {
      text.append("\n| | Check | Property | Expected | Actual | Why it matters | What to do |\n");
      text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
      for (Finding it : problems) {
        row(
            text,
            it.status() == Status.FAILED ? "❌" : "❔",
            it.check(),
            it.property(),
            it.expected(),
            it.actual(),
            it.why(),
            it.remedy());
      }
    }
    if (tally.tolerated() + tally.skipped() > 0) {
      text.append("\n### Tolerated or skipped\n\n| | Check | Actual | Why |\n");
      text.append("| --- | --- | --- | --- |\n");
      findings.stream()
          .filter(it -> it.status() == Status.TOLERATED || it.status() == Status.SKIPPED)
          .forEach(it -> row(text, "➖", it.check(), it.actual(), it.remedy()));
    }
    if (tally.passed() > 0) {
      text.append("\n<details><summary>").append(tally.passed()).append(" passed</summary>\n");
      text.append("\n| | Check | Property | Value |\n| --- | --- | --- | --- |\n");
      findings.stream()
          .filter(it -> it.status() == Status.PASSED)
          .forEach(it -> row(text, "✅", it.check(), it.property(), it.actual()));
      text.append("\n</details>\n");
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String sign, String... cells) {
    text.append("| ").append(sign).append(" |");
    for (String cell : cells) {
      String escaped = escape(cell);
      text.append(escaped.isEmpty() ? " " : " " + escaped + " ").append('|');
    }
    text.append('\n');
  }

  /** One line that Markdown shows as it is, also in a cell of a table. */
  static String escape(String value) {
    var escaped = new StringBuilder();
    for (char c : HostText.line(value).toCharArray()) {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        default -> escaped.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return escaped.toString();
  }
}
