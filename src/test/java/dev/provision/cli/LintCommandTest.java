package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.testing.AzureAgent;
import dev.provision.testing.AzureAgent.Found;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** {@code provision lint} as scripts, editors and agents meet it. */
class LintCommandTest {
  private static final String BREAKS =
      "steps:\n  - script: docker swarm init\n  - script: sudo docker ps\n";

  @TempDir Path folder;

  @Test
  void exitCodesTellWhetherSomethingWasFound() throws IOException {
    write("ci/azure-pipelines.yml", BREAKS);
    write("good.yml", "steps:\n  - script: docker ps\n");

    assertThat(lint("ci").code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(lint("good.yml")).isEqualTo(new Run(ExitCode.OK, "0 findings in 1 file\n", ""));
    assertThat(lint("ci", "good.yml").stdout())
        .contains(
            "ci/azure-pipelines.yml:2:13: docker-command: docker swarm is unknown to podman\n")
        .endsWith("2 findings in 2 files\n");
  }

  @Test
  void whatCannotBeAskedIsAUsageError() throws IOException {
    write("compose.yml", "services: {}\n");

    assertThat(lint()).isEqualTo(usage("lint what? name a pipeline, or a folder that has some"));
    assertThat(lint("absent.yml"))
        .isEqualTo(usage(folder.resolve("absent.yml") + ": there is no such file or folder"));
    assertThat(lint(".")).isEqualTo(usage("no Azure Pipelines below .; name the file itself"));
    assertThat(lint("--rules", "."))
        .isEqualTo(usage("--rules stands alone, or with --format json"));
    assertThat(lint("--format", "html", ".").stderr()).contains("--format html: not one of");
    assertThat(lint("--set", "agent.uid=1002", "."))
        .isEqualTo(usage("--set goes with --profile only"));
  }

  @Test
  void jsonHasEveryMember() throws IOException {
    write("azure-pipelines.yml", BREAKS);

    Run run = lint("--format", "json", "azure-pipelines.yml");

    JsonNode data = new JsonMapper().readTree(run.stdout()).get("data");
    assertThat(run.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(data.get("files").intValue()).isEqualTo(1);
    JsonNode first = data.get("findings").get(0);
    assertThat(first.get("line").intValue()).isEqualTo(2);
    assertThat(first.get("column").intValue()).isEqualTo(13);
    for (String member : List.of("file", "rule", "message", "why", "source", "remedy")) {
      assertThat(first.get(member).textValue()).as(member).isNotEmpty();
    }
    JsonNode rules = new JsonMapper().readTree(lint("--rules", "--format", "json").stdout());
    assertThat(rules.get("data").get("rules")).hasSizeGreaterThan(20);
  }

  @Test
  void sarifNamesRulesAndPlaces() throws IOException {
    write("a b#ü.yml", BREAKS);

    Run run = lint("--format", "sarif", "a b#ü.yml");

    JsonNode document = new JsonMapper().readTree(run.stdout());
    assertThat(document.get("version").textValue()).isEqualTo("2.1.0");
    JsonNode tool = document.get("runs").get(0).get("tool").get("driver");
    List<String> rules =
        tool.get("rules").findValues("id").stream().map(JsonNode::textValue).toList();
    for (JsonNode result : document.get("runs").get(0).get("results")) {
      JsonNode place = result.get("locations").get(0).get("physicalLocation");
      assertThat(rules).contains(result.get("ruleId").textValue());
      assertThat(place.get("artifactLocation").get("uri").textValue())
          .isEqualTo("a%20b%23%C3%BC.yml");
      assertThat(place.get("region").get("startLine").intValue()).isPositive();
    }
    assertThat(document.get("runs").get(0).get("results")).hasSize(2);
  }

  @Test
  void junitHasACaseForEachFindingAndOneForNone() throws Exception {
    write("azure-pipelines.yml", BREAKS);
    write("good.yml", "steps: []\n");

    assertThat(failures(lint("--format", "junit", "azure-pipelines.yml"))).isEqualTo(2);
    assertThat(failures(lint("--format", "junit", "good.yml"))).isZero();
    assertThat(lint("--format", "junit", "good.yml").stdout()).contains("<testcase ");
  }

  @Test
  void anAgentGetsTenIssuesAtTheirLines() throws IOException {
    write("azure-pipelines.yml", "steps:\n" + "  - script: docker swarm init\n".repeat(12));

    Run run = new Cli().in(folder).with("TF_BUILD", "True").run("lint", "azure-pipelines.yml");

    List<Found> issues = AzureAgent.commands(run.stdout());
    assertThat(issues).hasSize(10).allMatch(it -> it.name().equals("task.logissue"));
    assertThat(issues.get(0).properties())
        .isEqualTo(
            Map.of(
                "type", "warning",
                "sourcepath", "azure-pipelines.yml",
                "linenumber", "2",
                "columnnumber", "13",
                "code", "docker-command"));
    assertThat(issues.get(9).data()).isEqualTo("provision lint: and 3 more");
  }

  @Test
  void imagesAreJudgedByAProfile() throws IOException {
    write(
        "azure-pipelines.yml",
        """
        steps:
          - script: |
              docker pull evil.example.com/x:1
              docker pull docker.io/library/alpine:3
              docker pull devopsbasecr.azurecr.io/docker/library/alpine:3
              docker build -t evil.example.com/own .
              docker run evil.example.com/own
        """);

    Run run = lint("--profile", "ado-runner", "azure-pipelines.yml");

    assertThat(run.stdout().lines().filter(it -> !it.startsWith(" ")))
        .containsExactly(
            "azure-pipelines.yml:3:19: image-policy: evil.example.com/x:1 is denied: rejected by"
                + " default",
            "azure-pipelines.yml:4:19: image-redirect: docker.io/library/alpine:3 is pulled from"
                + " devopsbasecr.azurecr.io/docker/library/alpine:3",
            "2 findings in 1 file");
    assertThat(lint("azure-pipelines.yml").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void rulesAreATable() {
    assertThat(lint("--rules").stdout())
        .contains("docker-installer", "https://github.com/containers/podman/issues/13889");
  }

  private Run lint(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "lint";
    System.arraycopy(words, 0, all, 1, words.length);
    return new Cli().in(folder).run(all);
  }

  private static Run usage(String message) {
    return new Run(ExitCode.USAGE, "", "provision: " + message + "\n");
  }

  private static int failures(Run run) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(run.stdout())))
        .getElementsByTagName("failure")
        .getLength();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
