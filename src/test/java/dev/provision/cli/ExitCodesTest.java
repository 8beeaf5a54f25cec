package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.engine.BrokenException;
import dev.provision.engine.BusyException;
import dev.provision.engine.DriftResult;
import dev.provision.engine.RolledBackException;
import dev.provision.report.Results;
import dev.provision.transport.TimeLimitException;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the process ends, for everything that can happen to a command. */
class ExitCodesTest {
  private static final String ARGUMENTS = " --profile ado-runner --host u@h";
  private static final Finding PASSED = Finding.passed("c", "p", "v");
  private static final Finding UNKNOWN = Finding.unknown("c", "p", "v", "no answer", "look");

  private final Cli cli = new Cli();

  @Test
  void planAndDriftSayWhetherThereIsADifference() {
    cli.host.plan = Results::inSync;
    cli.host.drift = Results::live;
    assertThat(cli.line("plan" + ARGUMENTS).code()).isEqualTo(ExitCode.OK);
    assertThat(cli.line("drift" + ARGUMENTS).code()).isEqualTo(ExitCode.OK);
    cli.host.plan = Results::different;
    cli.host.drift = Results::drifted;
    assertThat(cli.line("plan" + ARGUMENTS).code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(cli.line("drift" + ARGUMENTS).code()).isEqualTo(ExitCode.DIFFERENT);
  }

  @Test
  void whatWinsOverTheFilesIsDriftThoughThePlanIsEmpty() {
    for (Finding finding : List.of(UNKNOWN, Finding.failed("c", "p", "v", "w", "remove it"))) {
      cli.host.drift =
          () -> new DriftResult(Results.inSync(), List.of(), List.of(finding), Optional.empty());
      assertThat(cli.line("drift" + ARGUMENTS).code()).isEqualTo(ExitCode.DIFFERENT);
    }
  }

  @Test
  void oldImageIsDifferentAndDriftNeedsAProfileOrAReceipt() {
    cli.host.drift = Results::oldImage;
    assertThat(cli.line("drift" + ARGUMENTS).code()).isEqualTo(ExitCode.DIFFERENT);
    cli.host.drift = Results::live;
    cli.host.receipt = () -> Optional.of(Results.receipt());
    assertThat(cli.line("drift --host u@h --from-receipt").code()).isEqualTo(ExitCode.OK);
    cli.host.receipt = Optional::empty;
    assertThat(cli.line("drift --host u@h --from-receipt").code())
        .isEqualTo(ExitCode.INVALID_PROFILE);
    assertThat(cli.line("drift --host u@h").code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.line("drift --from-receipt" + ARGUMENTS).code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void verifyPassesOnlyWhenEverythingDid() {
    var answers =
        Map.of(
            List.of(PASSED), ExitCode.OK,
            List.<Finding>of(), ExitCode.DIFFERENT,
            List.of(PASSED, UNKNOWN), ExitCode.DIFFERENT,
            Results.findings(), ExitCode.DIFFERENT);
    answers.forEach(
        (findings, code) -> {
          cli.host.verify = () -> findings;
          assertThat(cli.line("verify" + ARGUMENTS).code()).as(findings.toString()).isEqualTo(code);
        });
  }

  @Test
  void applyTellsThatNothingWasToDo() {
    cli.host.apply = Results::unchanged;

    Run run = cli.line("apply" + ARGUMENTS);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.stdout()).contains("\n0 changes\n");
  }

  @Test
  void troubleHasItsOwnCodeAndMessage() {
    var troubles =
        Map.of(
            new UnreachableException("no route"), 69,
            new TimeLimitException("too slow"), 69,
            new BusyException("another apply"), 75,
            new RolledBackException("as before"), 3,
            new BrokenException("by hand"), 4);
    troubles.forEach(
        (trouble, number) -> {
          cli.host.apply =
              () -> {
                throw trouble;
              };
          Run run = cli.line("apply" + ARGUMENTS);
          assertThat(run.code().number()).isEqualTo(number);
          assertThat(run.stdout()).isEmpty();
          assertThat(run.stderr()).endsWith("provision: " + trouble.getMessage() + "\n");

          Run json = cli.line("apply --format json" + ARGUMENTS);
          assertThat(json.code().number()).isEqualTo(number);
          assertThat(json.stdout())
              .contains("\"success\": false", trouble.getMessage(), "\"exit_code\": " + number);
        });
  }

  @Test
  void aBugIsOneAndTellsMoreOnlyWhenAsked() {
    cli.host.plan =
        () -> {
          throw new IllegalStateException("never asked");
        };

    Run run = cli.line("plan" + ARGUMENTS);
    assertThat(run.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(run.stderr()).contains("a bug in provision", "never asked").doesNotContain("\tat ");

    Run debug = cli.line("plan --debug" + ARGUMENTS);
    assertThat(debug.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(debug.stderr()).contains("\tat ");
  }

  @Test
  void anUnsoundProfileIsToldBeforeTheHostIsCalled() {
    Run run = cli.line("plan --host u@h --profile no-such-profile");

    assertThat(run.code()).isEqualTo(ExitCode.INVALID_PROFILE);
    assertThat(run.stderr()).contains("no-such-profile", "1 problem\n");
    assertThat(cli.host.connected).isEmpty();
  }
}
