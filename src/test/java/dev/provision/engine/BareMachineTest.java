package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.plan.Step.Content;
import dev.provision.profile.ProfileLoader;
import dev.provision.resource.EnvironmentLines;
import dev.provision.resource.Resource;
import dev.provision.resource.SubordinateIds;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an exported script finds out for itself is what an apply would have found. */
class BareMachineTest {
  private static final Map<String, String> OURS =
      Map.of("DOCKER_HOST", "DOCKER_HOST='unix:///x'", "XDG_RUNTIME_DIR", "XDG_RUNTIME_DIR='/r'");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PATH=\"/bin\"\n",
        "PATH=/bin",
        "export DOCKER_HOST=old\nA=1\n",
        "DOCKER_HOST=first\n# a comment\n\nB='x=y'\n  DOCKER_HOST=second\nXDG_RUNTIME_DIR=/old",
        "DOCKER_HOSTS=1\nNOT DOCKER_HOST=2\nexportDOCKER_HOST=3\n\texport\tXDG_RUNTIME_DIR=4\n",
        "DOCKER_HOST='unix:///x'\nXDG_RUNTIME_DIR='/r'\n"
      })
  void linesOfOthersStayWhereTheyAre(String before) throws Exception {
    var resource = new EnvironmentLines("/etc/environment", OURS, List.of(), host -> Set.of());
    String answer = "regular file|0644|root|root|%d\n%s".formatted(before.length(), before);
    String wanted =
        resource.change(seen(resource, answer)).stream()
            .flatMap(change -> change.steps().stream())
            .flatMap(step -> step.content().stream())
            .map(Content::text)
            .findFirst()
            .orElse(before);
    Path ours = write("ours", "DOCKER_HOST='unix:///x'\nXDG_RUNTIME_DIR='/r'\n");
    Path file = write("environment", before);
    assertThat(shell("merge_lines \"$1\" \"$2\"", ours.toString(), file.toString()).stdout())
        .isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "packer:100000:65536\n",
        "b:231072:65536\na:100000:65536\n",
        "a:165535:1\n",
        "a:165536:65536\nb:100000:1\n",
        "a:4000000000:65536\nbad line\n:x:1\n",
        "a:100000:4000000000\n"
      })
  void subordinateIdsAreTheFirstThatNobodyHas(String file) throws Exception {
    var resource = new SubordinateIds("AzDevOps", 1001, 65536);
    String answer = file.replaceAll("(?m)^(?=.)", "uid:");
    String wanted =
        resource.change(seen(resource, answer)).orElseThrow().steps().stream()
            .map(Step::call)
            .filter(call -> call.arguments().get(1).equals("uid"))
            .map(call -> call.arguments().get(2))
            .findFirst()
            .orElseThrow();
    Path ids = write("subuid", file);
    assertThat(shell("first_free_id \"$1\" 65536", ids.toString()).stdout())
        .isEqualTo(wanted + "\n");
  }

  @Test
  void thatThereIsNoRangeIsTold() throws Exception {
    Path ids = write("subuid", "a:100000:4294867290\n");
    Outcome outcome = shell("first_free_id \"$1\" 65536", ids.toString());
    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.stderr()).contains("no free range of 65536 ids");
  }

  @ParameterizedTest
  @CsvSource({
    "-, -, '', 0",
    "4.3.0, -, podman version 4.3.1, 0",
    "-, 4.3.0, podman version 4.3.1, 1",
    "4.0.0, 4.6.0, podman version 4.3.1, 0",
    "4.10.0, -, podman version 4.9.3, 1",
    "-, 4.10.0, podman version 4.9.3, 0",
    "5.0.0, 5.4.2, podman version 5.4.2-dev, 1"
  })
  void stepsAreForSomeVersions(String from, String before, String said, int status) {
    Outcome outcome =
        shell(
            "podman() { echo \"$3\"; }; timeout() { echo \"$said\"; }; said=$3; fits \"$1\" \"$2\"",
            from,
            before,
            said);
    assertThat(outcome.status()).as(outcome.stderr()).isEqualTo(status);
  }

  /** It may not be so by a digest that stands further in. */
  @Test
  void receiptTellsWhoseRunnerItIs() throws Exception {
    var profile = ProfileLoader.load("everything", List.of());
    Path receipt = write("receipt.json", Receipt.of(profile, Maker.current(), List.of()).text());
    String program = "RECEIPT=$1; is_runner \"$2\"";
    assertThat(shell(program, receipt.toString(), profile.digest()).status()).isZero();
    assertThat(shell(program, receipt.toString(), "0").status()).isNotZero();
    assertThat(shell(program, folder.resolve("none").toString(), "").status())
        .as("no machine has no digest")
        .isNotZero();
  }

  @Test
  void programAndFolderAreNoTexts() throws Exception {
    Path text = write("text", "#!/bin/sh\n");
    Path program = Files.write(folder.resolve("program"), new byte[] {127, 'E', 'L', 'F', 0});
    assertThat(shell("expect_text \"$1\" \"$1.no\"", text.toString()).status()).isZero();
    assertThat(shell("expect_text \"$1\" \"$2\"", text.toString(), program.toString()).stdout())
        .contains(program + " is a program");
    assertThat(shell("expect_text \"$1\"", folder.toString()).stdout()).contains("is a folder");
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Observation seen(Resource resource, String answer) {
    var said = new Answer(0, answer.getBytes(StandardCharsets.UTF_8));
    return new Observation(
        resource.facts().stream().collect(Collectors.toMap(Function.identity(), fact -> said)));
  }

  /** Records and what is printed go the same way. */
  private static Outcome shell(String program, String... words) {
    String text =
        "set -u\n"
            + new Fragment("script/bare").text()
            + new Fragment("script/orders").text()
            + program;
    return LocalShell.run(
        List.of("dash"), new Script(text, List.of(words), new byte[0], Duration.ofMinutes(1)));
  }
}
