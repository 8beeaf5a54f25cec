package dev.provision.report;

import dev.provision.lint.LintFinding;
import dev.provision.lint.LintReport;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lint found, for programs that read test results and for an agent. */
public final class LintFindings {
  private LintFindings() {}

  /** JUnit, with a case for each finding. */
  public static String junit(LintReport report) {
    List<Finding> findings = report.findings().stream().map(LintFindings::finding).toList();
    Finding clean =
        new Finding("files", Status.PASSED, LintText.sum(report), "", LintText.sum(report), "", "");
    return FindingsJunit.of(
        "lint", LintText.sum(report), findings.isEmpty() ? List.of(clean) : findings);
  }

  /** Issues at their lines, as many as an agent keeps. */
  public static List<AzureCommand> issues(LintReport report) {
    var commands = new ArrayList<AzureCommand>();
    List<LintFinding> findings = report.findings();
    boolean all = findings.size() <= AzurePipelines.KEPT;
    for (LintFinding it : findings.subList(0, all ? findings.size() : AzurePipelines.KEPT - 1)) {
      commands.add(issue(it));
    }
    if (!all) {
      commands.add(
          new AzureCommand(
              "task.logissue",
              Map.of("type", "warning"),
              "provision lint: and " + (findings.size() - AzurePipelines.KEPT + 1) + " more"));
    }
    return commands;
  }

  private static AzureCommand issue(LintFinding it) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("type", "warning");
    properties.put("sourcepath", it.spot().file());
    properties.put("linenumber", String.valueOf(it.spot().place().line()));
    properties.put("columnnumber", String.valueOf(it.spot().place().column()));
    properties.put("code", it.rule().id());
    return new AzureCommand(
        "task.logissue",
        properties,
        HostText.line("provision lint: " + it.message() + " (" + it.rule().why() + ")"));
  }

  private static Finding finding(LintFinding it) {
    return new Finding(
        it.rule().id(),
        Status.FAILED,
        "%s:%d:%d"
            .formatted(it.spot().file(), it.spot().place().line(), it.spot().place().column()),
        "nothing to find",
        it.message(),
        it.rule().why(),
        it.rule().remedy());
  }
}
