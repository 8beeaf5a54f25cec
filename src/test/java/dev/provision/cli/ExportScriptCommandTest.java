package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportScriptCommandTest {
  /** Of Azure's custom data, which is base64; so of a script that goes there. */
  private static final int LONGEST = 64 * 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ado-runner", "ado-runner-strict", "everything"})
  void shippedProfilesAreShortEnough(String profile) throws IOException {
    assertThat(export("cloud-init", profile).stdout()).isEqualTo("user-data\n");
    assertThat((userData().length() + 2) / 3 * 4).isLessThanOrEqualTo(LONGEST);
  }

  @Test
  void userDataHasTheScriptAsItIs() throws IOException {
    export("cloud-init", "ado-runner");
    export("script", "ado-runner");
    String text = userData();
    assertThat(text).startsWith("#cloud-config\n").matches("[\n -~]*");
    String content =
        text.substring(text.indexOf("  content: |\n") + 13, text.indexOf("runcmd:\n"))
            .lines()
            .map(line -> line.isEmpty() ? line : line.substring(4))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(content).isEqualTo(script());
  }

  @Test
  void sameProfileGivesTheSameBytes() throws IOException {
    assertThat(export("script", "everything").stdout()).isEqualTo("runner.sh\n");
    String first = script();
    assertThat(export("script", "everything").code()).isEqualTo(ExitCode.OK);
    assertThat(script()).isEqualTo(first);
    assertThat(folder.resolve("script/runner.sh").toFile().canExecute()).isTrue();
  }

  @Test
  void overriddenKeyIsInIt() throws IOException {
    export("script", "ado-runner");
    String first = script();
    Run run = run("script", "ado-runner", "--set", "agent.uid=1500");
    assertThat(run.code()).as(run.stderr()).isEqualTo(ExitCode.OK);
    assertThat(script()).isNotEqualTo(first);
  }

  @Test
  void shellcheckHasNothingToSay() throws Exception {
    export("script", "ado-runner");
    assertThat(said("shellcheck", "-s", "sh", file())).isEqualTo("0");
    assertThat(said("dash", "-n", file())).isEqualTo("0");
  }

  @Test
  void whatItDoesCanBeReadAsItSays() throws Exception {
    export("script", "ado-runner");
    String how =
        script().lines().filter(line -> line.startsWith("#   sed ")).findFirst().orElseThrow();
    String program = said("sh", "-c", "cd \"${1%/*}\" && " + how.substring(1), "sh", file());
    assertThat(program)
        .contains("\ntransaction() {\n", "<<'ORDERS' | tell\n")
        .endsWith("\nORDERS\n0");
  }

  /** A download that broke off does nothing at all. */
  @Test
  void halfOfItDoesNothing() throws Exception {
    export("script", "ado-runner");
    String whole = script();
    for (int length : new int[] {400, whole.length() / 2, whole.length() - 20}) {
      Path half = Files.writeString(folder.resolve("half.sh"), whole.substring(0, length));
      assertThat(said("unshare", "--map-root-user", "sh", half.toString()))
          .doesNotContain("look whether");
    }
    String torn = whole.replaceFirst("\n[A-Za-z0-9+/]{120}\n", "\n");
    Path file = Files.writeString(folder.resolve("torn.sh"), torn);
    assertThat(said("unshare", "--map-root-user", "sh", file.toString()))
        .contains("this script is not whole")
        .endsWith("64");
  }

  @Test
  void directoryOfOthersIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("script"));
    Files.writeString(folder.resolve("script/mine"), "");
    assertThat(export("script", "ado-runner").code()).isEqualTo(ExitCode.USAGE);
  }

  private Run export(String tool, String profile) {
    return run(tool, profile);
  }

  private Run run(String tool, String profile, String... more) {
    var words = new ArrayList<>(List.of("export", tool, "--profile", profile));
    words.addAll(List.of("--out", tool));
    words.addAll(List.of(more));
    return new Cli().in(folder).run(words.toArray(String[]::new));
  }

  private String file() {
    return folder.resolve("script/runner.sh").toString();
  }

  private String script() throws IOException {
    return Files.readString(Path.of(file()));
  }

  private String userData() throws IOException {
    return Files.readString(folder.resolve("cloud-init/user-data"));
  }

  /** All that a program says, and its status. */
  private static String said(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + process.waitFor();
  }
}
