package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.report.Results;
import dev.provision.testing.Golden;
import dev.provision.verify.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes where: formats, reports, colours, progress. */
class OutputTest {
  private static final String ARGUMENTS = " --profile ado-runner --host u@h";

  @TempDir Path folder;
  private final Cli cli = new Cli();

  @BeforeEach
  void hostThatDiffers() {
    cli.host.plan = Results::different;
    cli.host.apply = Results::applied;
    cli.host.drift = Results::drifted;
    cli.host.verify = Results::findings;
    cli.host.history = Results::generations;
    cli.host.rollBack = to -> Results.rolledBack();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "plan --format json",
        "apply",
        "apply --format json",
        "verify",
        "verify --format json",
        "verify --format markdown",
        "verify --format junit",
        "verify --format ado",
        "drift",
        "drift --format json",
        "drift --format ado",
      })
  void resultIsTheGoldenFile(String words) {
    Run run = cli.line(words + ARGUMENTS);

    Golden.check("cli/" + words.replace(" --format ", "-") + ".txt", run.stdout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "history --format json", "rollback", "rollback --format json"})
  void resultWithoutAProfileIsTheGoldenFile(String words) {
    Golden.check(
        "cli/" + words.replace(" --format ", "-") + ".txt",
        cli.line(words + " --host u@h").stdout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"drift", "drift --format json", "drift --format junit"})
  void oldImageIsTheGoldenFile(String words) {
    cli.host.drift = Results::oldImage;
    Golden.check(
        "cli/" + words.replace(" --format ", "-") + "-old-image.txt",
        cli.line(words + ARGUMENTS).stdout());
  }

  @Test
  void rollBackToWhatIsNoNumberIsAUsageError() {
    assertThat(cli.line("rollback --host u@h --to last").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void progressGoesToStandardErrorAndIsHarmless() {
    Run run = cli.line("apply" + ARGUMENTS);

    assertThat(run.stderr()).isEqualTo("applying ...\n[1/2] write /etc/x ##_vso[a.b]\n");
  }

  @Test
  void aTerminalGetsColoursAndALineThatRewritesItself() {
    Run run = cli.onTerminal().line("apply" + ARGUMENTS);

    assertThat(run.stdout()).contains("\u001b[32m+\u001b[0m");
    assertThat(run.stderr())
        .startsWith("\r\u001b[K\r\u001b[Kapplying ...\r\u001b[K[1/2]")
        .endsWith("\r\u001b[K");
  }

  @Test
  void coloursCanBeSwitchedOff() {
    assertThat(cli.onTerminal().with("NO_COLOR", "1").line("plan" + ARGUMENTS).stdout())
        .doesNotContain("\u001b");
    assertThat(new Cli().line("plan --profile x").stdout()).doesNotContain("\u001b");
  }

  @Test
  void anAgentIsSpokenToOnlyWhereThereIsOne() {
    assertThat(cli.line("verify" + ARGUMENTS).stdout()).doesNotContain("##vso[");
    assertThat(cli.with("TF_BUILD", "True").line("verify" + ARGUMENTS).stdout())
        .contains("##vso[task.logissue type=error;]", "##vso[task.complete result=Failed;]");
    assertThat(cli.line("verify --format json" + ARGUMENTS).stdout()).doesNotContain("##vso[");
  }

  @Test
  void reportsAreWrittenBesideTheResult() throws IOException {
    Run run =
        cli.in(folder)
            .run(
                "verify",
                "--profile",
                "ado-runner",
                "--host",
                "u@h",
                "--format",
                "ado",
                "--report",
                "junit=reports/TEST-verify.xml",
                "--report",
                "markdown=verify.md",
                "--report",
                "json=verify.json");

    assertThat(run.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(folder.resolve("reports/TEST-verify.xml")).content().startsWith("<?xml");
    assertThat(folder.resolve("verify.json")).content().startsWith("{\n  \"success\": true");
    assertThat(Files.readString(folder.resolve("verify.md"))).startsWith("## provision verify");
    assertThat(run.stdout()).contains("##vso[task.uploadsummary]" + folder.resolve("verify.md"));
  }

  @Test
  void whatIsLookedAtCanBeChosen() {
    cli.line("verify --check a --check b --skip a=slow" + ARGUMENTS);
    assertThat(cli.host.selected).isEqualTo(new Selection(Set.of("a", "b"), Map.of("a", "slow")));
    assertThat(cli.host.selected.wants("b")).isTrue();
    assertThat(cli.host.selected.wants("a")).isFalse();
    cli.line("verify" + ARGUMENTS);
    assertThat(cli.host.selected).isEqualTo(Selection.ALL);
  }

  @Test
  void aVerificationWithoutChecksFailsInEveryFormat() {
    cli.host.verify = List::of;

    assertThat(cli.line("verify" + ARGUMENTS).stdout()).contains("UNKNOWN verify checks");
    assertThat(cli.line("verify --format junit" + ARGUMENTS).stdout()).contains("errors=\"1\"");
    assertThat(cli.line("verify --format json" + ARGUMENTS).stdout()).contains("\"passed\": false");
  }
}
