package dev.provision.cli;

import static dev.provision.cli.PipelineRun.Result.FAILED;
import static dev.provision.cli.PipelineRun.Result.SKIPPED;
import static dev.provision.cli.PipelineRun.Result.SUCCEEDED;
import static dev.provision.cli.PipelineRun.Result.SUCCEEDED_WITH_ISSUES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.testing.AzureAgent.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline as it is exported, night after night, on an agent whose folders stay. */
@Timeout(120)
class NightlyPipelineTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path agent;

  @BeforeEach
  void agentWithTools() throws IOException {
    Files.createDirectories(agent.resolve("_work/1/s"));
    Files.createDirectory(agent.resolve("bin"));
    program(
        "az", "case $2 in nic) cat \"$HOME/nic.json\" ;; *) cat \"$HOME/instances.json\" ;; esac");
    program(
        "provision",
        "exec '%s/bin/java' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\""
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                PretendFleet.class.getName()));
  }

  @Test
  void allIsAsItShouldBe() throws Exception {
    runners("well-1", "well-2");
    PipelineRun first = night(Map.of());
    assertThat(first.steps)
        .as(first.log)
        .containsEntry("Last night", SUCCEEDED_WITH_ISSUES)
        .containsEntry("Drift", SUCCEEDED);
    PipelineRun second = night(Map.of());
    assertThat(second.steps.values()).as(second.log).containsOnly(SUCCEEDED);
    assertThat(second.result).isEqualTo(SUCCEEDED);
    assertThat(second.issues).isEmpty();
    assertThat(second.summaries)
        .singleElement()
        .asString()
        .contains("2 hosts: 2 in sync", "Since then: 0 new");
    published(second);
  }

  @Test
  void driftFailsAndIsToldAllTheSame() throws Exception {
    runners("well-1");
    night(Map.of());
    runners("well-1", "drifted-1");
    PipelineRun run = night(Map.of());
    assertThat(run.steps)
        .as(run.log)
        .containsEntry("Drift", FAILED)
        .containsEntry("Results", SUCCEEDED)
        .containsEntry("Report", SUCCEEDED);
    assertThat(run.result).isEqualTo(FAILED);
    assertThat(run.issues)
        .singleElement()
        .satisfies(it -> assertThat(it.properties()).isEqualTo(Map.of("type", "error")))
        .satisfies(it -> assertThat(it.data()).contains("drifted, 1 host (drifted-1)"));
    assertThat(run.summaries).singleElement().asString().contains("Since then: 1 new");
    published(run);
  }

  @Test
  void driftIsAWarningWhereThatIsWanted() throws Exception {
    runners("well-1", "drifted-1");
    night(Map.of());
    PipelineRun run = night(Map.of("drift", "warn"));
    assertThat(run.steps).as(run.log).containsEntry("Drift", SUCCEEDED_WITH_ISSUES);
    assertThat(run.result).isEqualTo(SUCCEEDED_WITH_ISSUES);
    assertThat(run.issues).extracting(Found::properties).containsOnly(Map.of("type", "warning"));
    published(run);
  }

  @Test
  void whoCannotBeAskedFailsTheRunWhateverItSays() throws Exception {
    runners("well-1", "gone-1");
    PipelineRun run = night(Map.of("drift", "warn"));
    assertThat(run.steps).as(run.log).containsEntry("Drift", FAILED);
    assertThat(run.issues)
        .extracting(Found::data)
        .singleElement()
        .asString()
        .contains("unreachable, 1 host (gone-1)", "##_vso[task.complete result=Succeeded;]");
    published(run);
  }

  /** Nor are the keys that runners of the night before had. */
  @Test
  void nothingOfTheNightBeforeIsTakenForTonights() throws Exception {
    runners("drifted-1");
    PipelineRun before = night(Map.of());
    Files.writeString(before.work().resolve("drift/known_hosts"), "gone ssh-ed25519 AAAA");
    Files.delete(agent.resolve("nic.json"));
    PipelineRun run = night(Map.of());
    assertThat(run.steps)
        .as(run.log)
        .containsEntry("Inventory", FAILED)
        .containsEntry("Drift", SKIPPED)
        .containsEntry("Report", FAILED);
    assertThat(run.work().resolve("drift")).doesNotExist();
  }

  /** What the steps after it take is there, and says the same. */
  private static void published(PipelineRun run) throws IOException {
    Path artifact = run.artifacts().resolve("drift");
    for (String name : List.of("index.html", "drift.json", "junit.xml", "summary.md")) {
      assertThat(artifact.resolve(name)).isNotEmptyFile();
    }
    assertThat(run.summaries).containsExactly(Files.readString(artifact.resolve("summary.md")));
    assertThat(JSON.readTree(artifact.resolve("drift.json").toFile()).at("/data/hosts"))
        .isNotEmpty();
    JsonNode results = run.tasks.get("PublishTestResults@2");
    assertThat(run.work().resolve(results.path("testResultsFiles").asText()))
        .content()
        .contains("<testcase classname=\"provision.drift.ado-runner\"");
    assertThat(run.tasks.get("InstallSSHKey@0").path("sshKeySecureFile").asText())
        .isEqualTo("runners.key");
  }

  private PipelineRun night(Map<String, String> parameters) throws Exception {
    Path out = agent.resolve("out");
    new Cli().run("export", "pipeline", "--profile", "ado-runner", "--out", out.toString());
    return new PipelineRun(agent, parameters).run(yaml(out.resolve("drift.yml")));
  }

  static JsonNode yaml(Path file) throws IOException {
    Process python =
        new ProcessBuilder(
                "python3",
                "-c",
                "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)",
                file.toString())
            .redirectErrorStream(true)
            .start();
    return JSON.readTree(
        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** As az prints them; the addresses are names, which the fleet goes by. */
  private void runners(String... names) throws IOException {
    var instances = JSON.createArrayNode();
    var nics = JSON.createArrayNode();
    for (String name : names) {
      String id = "/subscriptions/s/virtualMachineScaleSets/agents/virtualMachines/" + name;
      instances
          .addObject()
          .put("id", id)
          .put("instanceId", name)
          .put("name", name)
          .putObject("osProfile")
          .put("computerName", name);
      var nic = nics.addObject();
      nic.putObject("virtualMachine").put("id", id);
      nic.putArray("ipConfigurations").addObject().put("privateIPAddress", name);
    }
    Files.writeString(agent.resolve("instances.json"), instances.toString());
    Files.writeString(agent.resolve("nic.json"), nics.toString());
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(agent.resolve("bin/" + name), "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
