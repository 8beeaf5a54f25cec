package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that people and pipelines start. */
class ScriptsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/launcher/provision",
        "src/lab/demo",
        "src/main/dist/release-notes",
        "src/main/deb/build",
        "src/main/deb/postinst",
        "src/main/deb/prerm",
        "src/bench/prerequisites",
        "src/bench/floor/assemble",
        ".ci/run"
      })
  void scriptIsSound(String script) throws Exception {
    assertThat(Files.isExecutable(Path.of(script))).isTrue();
    shellcheckHasNothingToSay(script);
  }

  @Test
  void programThatIsSentIsSound() throws Exception {
    shellcheckHasNothingToSay("src/bench/floor/runner.sh");
  }

  private static void shellcheckHasNothingToSay(String script) throws Exception {
    Process process = new ProcessBuilder("shellcheck", script).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }
}
