package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps are run by bash as an agent runs them; az and provision are stand-ins. */
class ExportPipelineCommandTest {
  /** Tells how it was called. */
  private static final String STAND_IN = "#!/bin/sh\nprintf '%s\\n' \"${0##*/} $*\" >>\"$CALLS\"\n";

  @TempDir Path folder;
  private Path calls;

  @BeforeEach
  void standIns() throws IOException {
    calls = folder.resolve("calls");
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("az", "provision")) {
      assertThat(Files.writeString(bin.resolve(name), STAND_IN).toFile().setExecutable(true))
          .isTrue();
    }
  }

  @Test
  void pipelineIsAsWrittenDown() throws IOException {
    Run run = export("ado-runner");
    assertThat(run.stdout()).isEqualTo("drift.yml\n");
    Golden.check("export/pipeline/drift.yml", text());
  }

  @Test
  void inventoryIsAskedOfAzure() throws Exception {
    export("ado-runner");
    run(
        step("Inventory").at("/inputs/inlineScript").asText(),
        Map.of("GROUP", "a b", "SCALE_SET", "$x"));
    assertThat(calls)
        .hasContent(
            "az vmss list-instances --resource-group a b --name $x --output json\n"
                + "az vmss nic list --resource-group a b --vmss-name $x --output json\n");
    assertThat(folder.resolve("instances.json")).exists();
    assertThat(folder.resolve("nics.json")).exists();
  }

  /** What the step says is what drift takes. */
  @Test
  void driftIsAskedOfAllOfThem() throws Exception {
    export("ado-runner");
    String script = step("Drift").path("bash").asText();
    run(
        script,
        Map.of(
            "PROFILE",
            "ado-runner",
            "RUNNER_USER",
            "ops",
            "KNOWN_HOSTS",
            "# none",
            "DRIFT",
            "fail"));
    Files.createDirectory(folder.resolve("last"));
    Files.writeString(folder.resolve("last/drift.json"), "{}");
    run(
        script,
        Map.of(
            "PROFILE", "./p.toml",
            "RUNNER_USER", "ops",
            "KNOWN_HOSTS", "@cert-authority *",
            "DRIFT", "warn"));
    List<String> lines = Files.readAllLines(calls);
    assertThat(lines.get(0))
        .startsWith(
            "provision drift --profile ado-runner --inventory instances.json --inventory nics.json")
        .endsWith("--known-hosts drift/known_hosts --host-key accept-new");
    assertThat(lines.get(1))
        .startsWith("provision drift --profile ./p.toml ")
        .endsWith(" --since last/drift.json")
        .doesNotContain("accept-new");
    Files.writeString(folder.resolve("instances.json"), "[]");
    Files.writeString(folder.resolve("nics.json"), "[]");
    Run drift = new Cli().in(folder).line(lines.get(0).substring("provision ".length()));
    assertThat(drift.code()).as(drift.stderr()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("drift/index.html")).isNotEmptyFile();
  }

  private Run export(String profile) {
    return new Cli()
        .run("export", "pipeline", "--profile", profile, "--out", folder.resolve("out").toString());
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("out/drift.yml"));
  }

  private JsonNode step(String name) throws Exception {
    JsonNode steps = NightlyPipelineTest.yaml(folder.resolve("out/drift.yml")).path("steps");
    return StreamSupport.stream(steps.spliterator(), false)
        .filter(it -> it.path("displayName").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(steps));
  }

  private void run(String script, Map<String, String> environment) throws Exception {
    var bash = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
    bash.environment().putAll(environment);
    bash.environment().put("CALLS", calls.toString());
    bash.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    Process process = bash.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
