package dev.provision.report;

import dev.provision.lint.LintFinding;
import dev.provision.lint.LintReport;
import dev.provision.lint.rule.RuleText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lint found, and its rules, for programs. */
public final class LintJson {
  private LintJson() {}

  public static Map<String, ?> of(LintReport report) {
    var data = new LinkedHashMap<String, Object>();
    data.put("files", report.files());
    data.put("findings", report.findings().stream().map(LintJson::finding).toList());
    return data;
  }

  public static Map<String, ?> rules(List<RuleText> rules) {
    var data = new LinkedHashMap<String, Object>();
    data.put("rules", rules.stream().map(LintJson::rule).toList());
    return data;
  }

  private static Map<String, ?> finding(LintFinding it) {
    var data = new LinkedHashMap<String, Object>();
    data.put("file", it.spot().file());
    data.put("line", it.spot().place().line());
    data.put("column", it.spot().place().column());
    data.put("rule", it.rule().id());
    data.put("message", it.message());
    data.put("why", it.rule().why());
    data.put("source", it.rule().source());
    data.put("remedy", it.rule().remedy());
    return data;
  }

  private static Map<String, ?> rule(RuleText it) {
    var data = new LinkedHashMap<String, Object>();
    data.put("rule", it.id());
    data.put("why", it.why());
    data.put("source", it.source());
    data.put("remedy", it.remedy());
    return data;
  }
}
