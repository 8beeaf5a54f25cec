package dev.provision.report;

import dev.provision.lint.LintFinding;
import dev.provision.lint.LintReport;
import dev.provision.lint.rule.RuleText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/** What lint found as SARIF 2.1.0, which editors and code scanning read. */
public final class LintSarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private LintSarif() {}

  /**
   * One run.
   *
   * @param rules all that were asked, whether they found something or not
   */
  public static String of(LintReport report, List<RuleText> rules, String version) {
    return JsonText.document(
        Members.of(
            "$schema",
            SCHEMA,
            "version",
            "2.1.0",
            "runs",
            List.of(
                Members.of(
                    "tool",
                    Map.of("driver", driver(rules, version)),
                    "columnKind",
                    "utf16CodeUnits",
                    "results",
                    report.findings().stream().map(LintSarif::result).toList()))));
  }

  private static Map<String, ?> driver(List<RuleText> rules, String version) {
    return Members.of(
        "name",
        "provision lint",
        "semanticVersion",
        version,
        "rules",
        rules.stream().map(LintSarif::rule).toList());
  }

  private static Map<String, ?> rule(RuleText it) {
    return Members.of(
        "id",
        it.id(),
        "shortDescription",
        Map.of("text", it.why()),
        "helpUri",
        it.source(),
        "help",
        Map.of("text", it.remedy()));
  }

  private static Map<String, ?> result(LintFinding it) {
    return Members.of(
        "ruleId",
        it.rule().id(),
        "level",
        "warning",
        "message",
        Map.of("text", HostText.line(it.message())),
        "locations",
        List.of(
            Map.of(
                "physicalLocation",
                Members.of(
                    "artifactLocation",
                    Map.of("uri", uri(it.spot().file())),
                    "region",
                    Members.of(
                        "startLine",
                        it.spot().place().line(),
                        "startColumn",
                        it.spot().place().column())))));
  }

  /** A relative reference, which must not look like one with a scheme; or one of a file. */
  private static String uri(String file) {
    try {
      String name = HostText.line(file);
      return name.startsWith("/")
          ? new URI("file", "", name, null).toASCIIString()
          : new URI(null, null, name.contains(":") ? "./" + name : name, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
