package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RootProgramTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void wordsHaveOnlyCharactersThatEveryShellReadsAlike() {
    RootProgram program = RootProgram.of(hostile("x".repeat(50_000)), Optional.of("pass'word\\!"));
    assertThat(String.join("", program.words())).doesNotContainPattern("['\\\\\n\r!]");
    assertThat(program.words()).allMatch(word -> word.chars().allMatch(c -> c >= ' ' && c < 127));
  }

  @Test
  void aPasswordIsNeverPartOfTheWords() {
    RootProgram program = RootProgram.of(hostile(""), Optional.of("hunter2"));
    assertThat(program.words()).noneMatch(word -> word.contains("hunter2"));
    assertThat(new String(program.input(), StandardCharsets.UTF_8)).isEqualTo("hunter2\ndata");
  }

  /** As sshd does: the login shell gets the whole command as one argument of -c. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh", "fish", "tcsh"})
  void loginShellsCarryIt(String shell) throws Exception {
    FakeRoot root = FakeRoot.loggedInAsRoot(folder);
    for (int size : new int[] {0, 50_000, 80_000, 200_000}) {
      RootProgram program = RootProgram.of(hostile("x".repeat(size)), Optional.empty());
      List<String> command = new ArrayList<>(List.of(shell.split(" ")));
      command.addAll(List.of("-c", "exec " + ShellQuote.words(program.words())));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("PATH", root.path());
      builder.environment().put("HOME", folder.toString());
      Process process = builder.redirectErrorStream(true).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(program.input());
      }
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(printed)
          .as("%s, %d", shell, size)
          .isEqualTo(
              program.marker() + "\n" + program.marker() + "\n<a'b\\!\n$(id)\\\\><!!>\ndata");
      assertThat(process.waitFor()).isEqualTo(7);
    }
  }

  @Test
  void refusesWhatCannotBeCarried() {
    assertThatThrownBy(
            () ->
                RootProgram.of(
                    new Script("true", List.of("x".repeat(200_000)), new byte[0], LIMIT),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use its input");
    assertThatThrownBy(() -> RootProgram.of(hostile("\0"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RootProgram.of(hostile(""), Optional.of("two\nlines")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one line");
  }

  private static Script hostile(String filler) {
    return new Script(
        "# it's `a` !comment " + filler + "\nprintf '<%s>' \"$@\"; echo; cat; exit 7",
        List.of("a'b\\!\n$(id)\\\\", "!!"),
        "data".getBytes(StandardCharsets.UTF_8),
        LIMIT);
  }
}
