package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.testing.HostileText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainCommandTest {
  @Test
  void namesTheLineThatDecides() {
    Run run = explain("docker.io/library/alpine:3");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.stdout())
        .contains(
            "devopsbasecr.azurecr.io/docker/library/alpine:3  /etc/containers/registries.conf:")
        .contains("accepted by docker:docker.io", "/etc/containers/policy.json:")
        .endsWith("  allowed\n");
    // The lines are those of what render prints.
    String policy =
        new Cli()
            .run(
                "render",
                "--profile",
                "ado-runner",
                "--podman",
                "5.4.2",
                "--file",
                "/etc/containers/policy.json")
            .stdout();
    int line = Integer.parseInt(run.stdout().replaceFirst("(?s).*policy.json:(\\d+).*", "$1"));
    assertThat(policy.lines().skip(line - 1L).findFirst().orElseThrow()).contains("\"docker.io\"");
  }

  @Test
  void oneThatIsDeniedDecidesTheExitCode() {
    Run run = explain("docker.io/alpine", "evil.example.com/x");
    assertThat(run.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(run.stdout()).contains("rejected by default").contains("  denied: ");
  }

  @Test
  void tellsAllAsData() throws Exception {
    Run run = explain("alpine", "--format", "json");
    JsonNode image = new JsonMapper().readTree(run.stdout()).at("/data/images/0");
    assertThat(image.path("expansion").asText()).isEqualTo("search");
    assertThat(image.at("/pulls/0/attempts/0/reference").asText())
        .isEqualTo("devopsbasecr.azurecr.io/docker/library/alpine:latest");
    assertThat(image.at("/docker_api/pulls").size()).isEqualTo(1);
  }

  /** Every redirect and every scope of the profile is a row. */
  @Test
  void allIsTheWholeMap() {
    Run run = explain("--all");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.stdout())
        .contains("fetched from\n  docker.io ", "short names\n  any other  docker.io, quay.io")
        .contains("  containers-storage: ", "  default ", "/etc/containers/registries.conf:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "explain --profile ado-runner | missing: IMAGE..., or --all",
        "explain --profile ado-runner --all alpine | --all and an image: which one?",
        "explain --profile ado-runner --all --format json | --all is a table",
        "explain --profile ado-runner --podman x alpine | --podman x: not a version",
        "explain alpine | missing: --profile",
      })
  void whatCannotBeMeantIsAUsageError(String line, String said) {
    Run run = new Cli().line(line);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stdout() + run.stderr()).contains(said);
  }

  static List<String> hostile() {
    return HostileText.known();
  }

  /** A name may come from a pull request's pipeline. */
  @ParameterizedTest
  @MethodSource
  void hostile(String text) {
    for (String format : new String[] {"text", "json"}) {
      Run run = explain(text.startsWith("-") ? "x" + text : text, "--format", format);
      Harmless.plain(run);
      assertThat(run.code()).isEqualTo(ExitCode.DIFFERENT);
    }
  }

  private static Run explain(String... words) {
    var all = new ArrayList<>(List.of("explain", "--profile", "ado-runner"));
    all.addAll(List.of(words));
    return new Cli().run(all.toArray(String[]::new));
  }
}
