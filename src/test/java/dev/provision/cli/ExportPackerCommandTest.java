package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportPackerCommandTest {
  /** Tells how it was called, with what environment, and what it was given. */
  private static final String STAND_IN =
      """
      #!/bin/sh
      {
        printf '%s\\n' "$*" && cat && env && cat /proc/*/cmdline | tr '\\0' ' '
      } >"$0.$1" 2>/dev/null
      """;

  @TempDir Path folder;

  @Test
  void shippedProfileIsNamed() throws IOException {
    assertThat(export("ado-runner-strict").stdout())
        .isEqualTo("deprovision.sh\nplugins.pkr.hcl\nprovision.sh\nrunner.pkr.hcl\n");
    assertThat(hcl()).contains("default     = \"ado-runner-strict\"");
    assertThat(export("ado-runner-strict").code()).as("once more").isEqualTo(ExitCode.OK);
  }

  @Test
  void fileIsNamedAsItIsSeenFromThere() throws IOException {
    Path file = folder.resolve("mine.toml");
    Files.writeString(file, "extends = \"ado-runner\"\n");
    assertThat(export(file.toString()).code()).isEqualTo(ExitCode.OK);
    assertThat(hcl()).contains("default     = \"../mine.toml\"");
  }

  @Test
  void linkOnTheWayIsFollowed() throws IOException {
    Path far = Files.createDirectories(folder.resolve("far/away"));
    Files.createSymbolicLink(folder.resolve("near"), far);
    Files.writeString(folder.resolve("mine.toml"), "extends = \"ado-runner\"\n");
    new Cli().in(folder).run("export", "packer", "--profile", "./mine.toml", "--out", "near/image");
    assertThat(far.resolve("image/runner.pkr.hcl")).content().contains("\"../../../mine.toml\"");
  }

  @Test
  void whereToMustBeSaid() {
    Run run = new Cli().run("export", "packer", "--profile", "ado-runner");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stderr()).contains("where to? --out DIR");
  }

  /** azurepipelines and others read command lines and environments of processes that run beside. */
  @Test
  void keyIsHandedOverWithoutBeingSeen() throws Exception {
    export("ado-runner");
    Run run = provision(Map.of("PACKER_RUN_UUID", "11-22"), "the key\nin lines\n");
    assertThat(run.code()).as(run.stderr()).isEqualTo(ExitCode.OK);
    for (String step : List.of("apply", "verify")) {
      String seen = Files.readString(folder.resolve("stand-in." + step));
      assertThat(seen)
          .startsWith(step + " --profile ado-runner --known-hosts /")
          .contains("/known_hosts --host-key accept-new --identity-stdin\n")
          .containsOnlyOnce("the key\nin lines\n")
          .containsOnlyOnce("in lines")
          .contains("PROVISION_HOST=10.0.0.4\n", "PROVISION_BUILD=11-22\n");
    }
  }

  @Test
  void keyInAFileIsNamed() throws Exception {
    export("ado-runner");
    provision(Map.of("IDENTITY", "/k y", "BUILD_BUILDID", "7", "PACKER_RUN_UUID", "11"), "");
    assertThat(folder.resolve("stand-in.apply"))
        .content()
        .contains("accept-new --identity /k y\n", "PROVISION_BUILD=7 11\n");
  }

  @ParameterizedTest
  @CsvSource({
    "PROVISION_HOST, <unknown>, Packer names no host",
    "PROVISION_HOST, '', Packer names no host",
    "PROVISION_USER, AzDevOps, AzDevOps runs the agent"
  })
  void buildThatCannotGoWellIsRefused(String variable, String value, String message)
      throws Exception {
    export("ado-runner");
    Run run = provision(Map.of(variable, value), "");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stderr()).contains(message);
    assertThat(folder.resolve("stand-in.apply")).doesNotExist();
  }

  @Test
  void stepThatFailsEndsTheBuild() throws Exception {
    export("ado-runner");
    Files.writeString(folder.resolve("stand-in"), "#!/bin/sh\n[ \"$1\" = verify ] || exit 3\n");
    assertThat(folder.resolve("stand-in").toFile().setExecutable(true)).isTrue();
    assertThat(run(Map.of(), "").waitFor()).isEqualTo(3);
  }

  private Run export(String profile) {
    return new Cli()
        .in(folder)
        .run("export", "packer", "--profile", profile, "--out", out().toString());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private String hcl() throws IOException {
    return Files.readString(out().resolve("runner.pkr.hcl"));
  }

  private Run provision(Map<String, String> environment, String input) throws Exception {
    Files.writeString(folder.resolve("stand-in"), STAND_IN);
    assertThat(folder.resolve("stand-in").toFile().setExecutable(true)).isTrue();
    Process process = run(environment, input);
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(exit(process.waitFor()), "", said);
  }

  private Process run(Map<String, String> environment, String input) throws IOException {
    var builder = new ProcessBuilder("sh", "./provision.sh").directory(out().toFile());
    builder.environment().keySet().removeIf(it -> it.startsWith("BUILD_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "PROVISION", folder.resolve("stand-in").toString(),
                "PROFILE", "ado-runner",
                "PROVISION_HOST", "10.0.0.4",
                "PROVISION_PORT", "22",
                "PROVISION_USER", "packer"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return process;
  }

  private static ExitCode exit(int number) {
    return List.of(ExitCode.values()).stream()
        .filter(it -> it.number() == number)
        .findFirst()
        .orElseThrow();
  }
}
