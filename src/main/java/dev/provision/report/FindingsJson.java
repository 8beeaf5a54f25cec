package dev.provision.report;

import dev.provision.verify.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as JSON, the same in every command's document. */
final class FindingsJson {
  private FindingsJson() {}

  /** Adds findings, their counts, and whether all passed. */
  static void put(Map<String, Object> data, List<Finding> findings) {
    Tally tally = Tally.of(findings);
    data.put("passed", tally.allPassed());
    data.put(
        "counts",
        Members.of(
            "passed",
            tally.passed(),
            "failed",
            tally.failed(),
            "unknown",
            tally.unknown(),
            "skipped",
            tally.skipped()));
    data.put("findings", findings.stream().map(FindingsJson::of).toList());
  }

  /** One of them. */
  static Map<String, Object> of(Finding finding) {
    return Members.of(
        "check",
        finding.check(),
        "status",
        finding.status().name().toLowerCase(Locale.ROOT),
        "property",
        finding.property(),
        "expected",
        finding.expected(),
        "actual",
        finding.actual(),
        "why",
        finding.why(),
        "remedy",
        finding.remedy());
  }
}
