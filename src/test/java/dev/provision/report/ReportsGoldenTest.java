package dev.provision.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.fleet.Fleet;
import dev.provision.fleet.Since;
import dev.provision.profile.Problem;
import dev.provision.testing.AzureAgent;
import dev.provision.testing.Golden;
import dev.provision.testing.HostileText;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** Every report of every kind of result, to be read in review; the file's name is the case. */
class ReportsGoldenTest {
  private static final Subject SUBJECT = new Subject("ado-runner", "packer@10.0.0.4:22");

  static Stream<Map.Entry<String, String>> reports() throws IOException {
    var reports = new TreeMap<String, String>();
    for (Palette palette : Palette.values()) {
      String suffix = palette == Palette.ANSI ? "-colour.txt" : ".txt";
      var plan = new PlanText(SUBJECT, palette);
      var findings = new FindingsText(palette);
      reports.put("plan" + suffix, plan.withDiffs(Results.different()));
      reports.put("drift" + suffix, new DriftText(SUBJECT, palette).of(Results.drifted()));
      reports.put("verify" + suffix, findings.all(SUBJECT, Results.findings()));
      reports.put("apply" + suffix, ApplyText.of(Results.applied(), palette));
    }
    var plain = new PlanText(SUBJECT, Palette.PLAIN);
    reports.put("plan-empty.txt", plain.withDiffs(Results.inSync()));
    reports.put("drift-in-sync.txt", new DriftText(SUBJECT, Palette.PLAIN).of(Results.live()));
    reports.put("apply-unchanged.txt", ApplyText.of(Results.unchanged(), Palette.PLAIN));
    reports.put("verify-nothing.txt", new FindingsText(Palette.PLAIN).all(SUBJECT, List.of()));
    reports.put(
        "invalid.txt",
        ProblemsText.of(
            List.of(
                new Problem("profiles/x.toml: agent.uid", "not a number", "write uid = 1001"),
                new Problem("profiles/x.toml: ##vso[a.b]", "unknown\u001b[2J", "delete it"))));

    reports.put("plan.json", JsonText.success(ResultsJson.plan(SUBJECT, Results.different())));
    reports.put("plan-empty.json", JsonText.success(ResultsJson.plan(SUBJECT, Results.inSync())));
    reports.put("drift.json", JsonText.success(ResultsJson.drift(SUBJECT, Results.drifted())));
    reports.put("verify.json", JsonText.success(ResultsJson.findings(SUBJECT, Results.findings())));
    reports.put("apply.json", JsonText.success(ResultsJson.apply(SUBJECT, Results.applied())));
    reports.put("failure.json", JsonText.failure("no \"route\"\nto host", 69, Map.of()));

    reports.put("verify.md", FindingsMarkdown.of("verify", SUBJECT, Results.findings()));
    reports.put("verify.xml", FindingsJunit.of("verify", SUBJECT, Results.findings()));
    var drift = DriftFindings.of(Results.drifted());
    reports.put("drift.md", FindingsMarkdown.of("drift", SUBJECT, drift));
    reports.put("drift.xml", FindingsJunit.of("drift", SUBJECT, drift));
    reports.put(
        "drift-in-sync.xml", FindingsJunit.of("drift", SUBJECT, DriftFindings.of(Results.live())));
    reports.put(
        "drift-in-sync.md",
        FindingsMarkdown.of("drift", SUBJECT, DriftFindings.of(Results.live())));
    Fleet fleet = Results.fleet("agent9");
    var since = Optional.of(Since.of(Results.fleet("z\u001b[2J"), fleet));
    for (Palette palette : Palette.values()) {
      reports.put(
          palette == Palette.ANSI ? "fleet-colour.txt" : "fleet.txt",
          text(out -> new FleetText(palette).write(fleet, since, out)));
    }
    reports.put("fleet.json", text(out -> JsonText.success(FleetJson.of(fleet, since), out)));
    reports.put("fleet.md", text(out -> FleetMarkdown.write(fleet, since, out)));
    reports.put("fleet.xml", text(out -> FleetJunit.write(fleet, out)));
    return reports.entrySet().stream();
  }

  private interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private static String text(Content content) throws IOException {
    var out = new StringWriter();
    content.writeTo(out);
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isTheGoldenFile(Map.Entry<String, String> report) {
    Golden.check("report/" + report.getKey(), report.getValue());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void givesTheAgentNothingToRun(Map.Entry<String, String> report) {
    assertThat(AzureAgent.commands(report.getValue())).isEmpty();
    assertThat(AzureAgent.styled(report.getValue())).isEmpty();
  }

  @Test
  void noGoldenFileIsLeftOfAReportThatIsGone() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/report"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              reports().map(Map.Entry::getKey).collect(Collectors.toList()));
    }
  }

  @Test
  void hostileTextIsStillXml() throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (long seed = 0; seed < 500; seed++) {
      String hostile = new HostileText(seed).next() + "]]>&<\"'\u0001\uffff";
      var finding =
          dev.provision.verify.Finding.failed(hostile, hostile, hostile, hostile, hostile)
              .because(hostile);
      String xml = FindingsJunit.of("verify", SUBJECT, List.of(finding));

      var suite = builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
      assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(1);
    }
  }
}
