package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.pull.HostFiles;
import dev.provision.containers.pull.SeenFile;
import dev.provision.containers.pull.SeenFile.State;
import dev.provision.engine.PullFiles;
import dev.provision.testing.HostileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** The files of a host's account, in place of a profile's. */
  @Test
  void hostIsAskedForWhatItReads() throws Exception {
    Cli cli = host("{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");
    Run run = cli.run("explain", "--host", "agent-1", "quay.io/a/b:1", "--format", "json");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    JsonNode data = new JsonMapper().readTree(run.stdout()).path("data");
    assertThat(data.path("profile").isNull()).isTrue();
    assertThat(data.path("agent").asText()).isEqualTo("AzDevOps");
    assertThat(data.path("podman").asText()).isEqualTo("4.3.1");
    assertThat(data.at("/images/0/pulls/0/attempts/0/reference").asText())
        .isEqualTo("mirror.example.com/a/b:1");
    assertThat(data.at("/images/0/pulls/0/attempts/0/place").asText())
        .isEqualTo("/home/x/.config/containers/registries.conf:1");
    assertThat(cli.host.closed).isTrue();
  }

  @Test
  void fileThatPodmanRefusesDeniesAll() {
    for (String hostile : HostileText.known()) {
      Run run = host(hostile).run("explain", "--host", "agent-1", "quay.io/a/b");
      assertThat(run.code()).isEqualTo(ExitCode.DIFFERENT);
      assertThat(run.stderr())
          .contains("agent-1:22: /home/x/.config/containers/policy.json:")
          .contains("podman refuses this file");
      Harmless.plain(run);
    }
  }

  @Test
  void fileThatBreaksOffIsToldPlainly() {
    Run run = host("{").run("explain", "--host", "agent-1", "x");
    assertThat(run.stderr())
        .contains("policy.json:1: Unexpected end-of-input: expected close marker for Object;");
  }

  @Test
  void hostWithoutAccountOrPodman() {
    var cli = new Cli();
    cli.host.pullFiles = account -> new PullFiles(Optional.empty(), Optional.empty());
    Run run = cli.run("explain", "--local", "--agent", "ci", "alpine");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stderr()).contains("this machine has no account ci");
    cli.host.pullFiles =
        account ->
            new PullFiles(Optional.empty(), Optional.of(new HostFiles("/x", "1", List.of())));
    run = cli.run("explain", "--local", "alpine");
    assertThat(run.stderr()).contains("no podman that tells its version");
    run = cli.run("explain", "--local", "--podman", "4.3", "alpine");
    assertThat(run.stderr()).contains("/etc/containers/policy.json:1: there is no policy.json");
  }

  private static Cli host(String policy) {
    var cli = new Cli();
    String own = "/home/x/.config/containers/";
    cli.host.pullFiles =
        account ->
            new PullFiles(
                Optional.of(new PodmanVersion(4, 3, 1)),
                Optional.of(
                    new HostFiles(
                        "/home/x",
                        "1001",
                        List.of(
                            new SeenFile(State.TEXT, "/etc/containers/registries.conf", "!"),
                            new SeenFile(State.TEXT, "/etc/containers/policy.json", "!"),
                            new SeenFile(
                                State.TEXT,
                                own + "registries.conf",
                                "[[registry]]\nprefix = \"quay.io\"\n"
                                    + "location = \"mirror.example.com\"\n"),
                            new SeenFile(State.TEXT, own + "policy.json", policy)))));
    return cli;
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
        "explain --profile ado-runner --local alpine | --profile and a host: which one?",
        "explain --local --set a.b=c alpine | --set: of which profile?",
        "explain --local --agent ##x alpine | --agent: no name of an account",
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
