package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real shells make of our words. A machine without one of them fails the test. */
final class ShellQuoteTest {
  private static final String ALPHABET =
      "ab '\"\\`$(){}[]<>|&;!#~*?=%^-\n\t\r\u0001\u001b\u007fżé漢\uD83D\uDE00";

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
  void shellsReadWordsBack(String shell) throws Exception {
    List<String> values = values();
    List<String> command = new ArrayList<>(List.of(shell.split(" ")));
    command.add("-c");
    command.add("printf '%s\\0' " + ShellQuote.words(values));
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(List.of(printed.split("\0", -1)).subList(0, values.size())).isEqualTo(values);
  }

  @Test
  void refusesNul() {
    assertThatThrownBy(() -> ShellQuote.word("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> values() {
    List<String> values =
        new ArrayList<>(
            List.of("", "'", "''", "\\", "\\'", "$(id)", "`id`", "-e", "a\n", "\n", "!!", "'\\''"));
    int[] alphabet = ALPHABET.codePoints().toArray();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      StringBuilder value = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        value.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      values.add(value.toString());
    }
    return values;
  }
}
