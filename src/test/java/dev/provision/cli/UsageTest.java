package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines that cannot be understood, and help. */
class UsageTest {
  private static final String TARGET = "plan --profile ado-runner";

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`` => what to do? validate, render, plan, apply, verify, drift, history, rollback, explain, lint, import, podman, export, schema or help",
        "plann => there is no command plann; did you mean plan?; see provision --help",
        "undo => there is no command undo; see provision --help",
        "--versoin => there is no option --versoin; did you mean --version?; see provision --help",
        "help plon => there is no command plon; did you mean plan?; see provision --help",
        "plan => missing: --profile NAME|FILE; see provision plan --help",
        "plan --profil x"
            + " => there is no option --profil; did you mean --profile?; see provision plan --help",
        "plan --profile x y => what is \"y\"?; see provision plan --help",
        "plan --host h --inventory f --profile x"
            + " => there is no option --inventory; see provision plan --help",
        TARGET
            + " => which machine? --host [USER@]HOST[:PORT], --local for this one, or --root DIR",
        TARGET + " --local --root / => --root and --local: which one?",
        TARGET
            + " --root / => --root /: no tree with a bin/sh; for this machine itself there is --local",
        TARGET
            + " --root /dev => --root /dev: no tree with a bin/sh; for this machine itself there is --local",
        TARGET + " --host h --local => --host and --local: which one?",
        "verify --profile ado-runner --host h --check policy"
            + " => this profile has no check policy; it has a, b",
        "verify --profile ado-runner --host h --skip aa=x"
            + " => this profile has no check aa; did you mean a?; it has a, b",
        "verify --profile ado-runner --host h --skip a" + " => --skip a: say why: --skip ID=REASON",
        TARGET + " --host h --format yaml => --format yaml: not one of [text, json]",
        TARGET + " --host u@h --user v => --host names what --user names too: which one?",
        TARGET + " --host [::1]:22 --port 2 => --host names what --port names too: which one?",
        TARGET + " --host h --port x => --port \"x\": not a number from 1 to 65535",
        TARGET + " --host h --port 65536 => --port \"65536\": not a number from 1 to 65535",
        TARGET
            + " --host h --connect-timeout 0"
            + " => --connect-timeout \"0\": not a number from 1 to 99999",
        TARGET + " --local --port 22 => --port goes with --host only",
        TARGET + " --local --identity-stdin" + " => --identity-stdin goes with --host only",
        TARGET + " --local --connect-timeout 5" + " => --connect-timeout goes with --host only",
        "--version --format text => --version stands alone; see provision --help",
        "render --profile ado-runner --out= => --out: the directory is missing",
        TARGET
            + " --host h --ask-sudo-password"
            + " => --ask-sudo-password: no terminal to ask on; set PROVISION_SUDO_PASSWORD",
        TARGET
            + " --host h --identity k --identity-stdin"
            + " => --identity and --identity-stdin: which one?",
        "verify --profile x --local --report xml=f"
            + " => --report xml=f: not KIND=FILE with one of [json, junit, markdown]",
        "verify --profile x --local --report junit= => --report junit=: the file is missing",
        "import => which machine? --host [USER@]HOST[:PORT], --local for this one, or --root DIR",
        "import --local --agent a/b => --agent a/b: not a name of an account",
        "import --local --out x => --out x: the file of a profile is called NAME.toml",
        "import --local --out profiles/everything.toml"
            + " => --out profiles/everything.toml: is there already; name another file, or move it"
            + " away",
        "import --local --out none/x.toml"
            + " => --out none/x.toml: nothing can be written in its folder",
        "render --profile x --podman new => --podman new: not a version like 4.3.1",
        "render --profile x --file a --out b"
            + " => --file prints one file, so neither --out nor --format json",
      })
  void saysWhatIsWrong(String words, String message) {
    Run run = new Cli().line(words);

    assertThat(run).isEqualTo(new Run(ExitCode.USAGE, "", "provision: " + message + "\n"));
  }

  @Test
  void hostsThatAreNoneAreRefused() {
    for (String host : new String[] {"", " ", "<unknown>", "-oProxyCommand=x", "a b"}) {
      assertThat(new Cli().with("PROVISION_HOST", host).line(TARGET).code())
          .as(host)
          .isEqualTo(ExitCode.USAGE);
      assertThat(new Cli().run("plan", "--profile", "ado-runner", "--host", host).code())
          .as(host)
          .isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void usageErrorsAreJsonWhereJsonWasAskedFor() {
    Run run = new Cli().line("plan --profile x --format json");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stdout()).contains("\"success\": false", "\"exit_code\": 64", "which machine?");
    assertThat(run.stderr()).isEmpty();
  }

  static Stream<String> helps() {
    return Stream.concat(Stream.of("help"), Commands.NAMES.stream().map(name -> "help " + name));
  }

  @ParameterizedTest
  @MethodSource("helps")
  void helpIsTheGoldenFile(String words) {
    Run run = new Cli().line(words);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    Golden.check("cli/" + words.replace(' ', '-') + ".txt", run.stdout());
  }

  @Test
  void helpIsAskedForInSeveralWays() {
    assertThat(new Cli().line("--help")).isEqualTo(new Cli().line("help"));
    assertThat(new Cli().line("plan --help")).isEqualTo(new Cli().line("help plan"));
    assertThat(new Cli().line("plan -h --host x")).isEqualTo(new Cli().line("help plan"));
  }

  @Test
  void versionIsOneLine() {
    assertThat(new Cli().line("--version").stdout()).matches("provision \\d+\\.\\d+\\.\\d+\\n");
  }
}
