package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptureTest {
  private final List<String> lines = new ArrayList<>();
  private final Capture capture = new Capture("MARK", lines::add);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
  void chunksMayBeCutAnywhere(int size) {
    byte[] all =
        "motd\nprompt> MARMARK\nżółć\r\n漢字\uD83D\uDE00\n\nMARK\nend"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < all.length; i += size) {
      assertThat(capture.add(Arrays.copyOfRange(all, i, Math.min(all.length, i + size)))).isTrue();
    }
    capture.end();
    assertThat(capture.started()).isTrue();
    assertThat(capture.chatter()).isEqualTo("motd\nprompt> MAR");
    assertThat(capture.text()).isEqualTo("żółć\r\n漢字\uD83D\uDE00\n\nMARK\nend");
    assertThat(lines).containsExactly("żółć", "漢字\uD83D\uDE00", "", "MARK", "end");
  }

  @Test
  void longLinesAreCutForTheListenerOnly() {
    add("MARK\n");
    for (int i = 0; i < 100; i++) {
      add("x".repeat(1024));
    }
    add("\nnext\n");
    assertThat(lines).containsExactly("x".repeat(Capture.LONGEST_LINE), "next");
    assertThat(capture.text()).hasSize(100 * 1024 + 6);
  }

  @Test
  void endlessChatterIsForgotten() {
    for (int i = 0; i < 1000; i++) {
      add("chatter ".repeat(1000));
    }
    assertThat(capture.chatter()).hasSizeLessThan(100_000);
    add("MARK\ntext");
    assertThat(capture.text()).isEqualTo("text");
  }

  @Test
  void chatterThatDoesNotEndIsNotListenedToForEver() {
    byte[] chunk = new byte[Capture.LONGEST_LOGIN];
    assertThat(capture.add(chunk)).isTrue();
    assertThat(capture.add(new byte[1])).isFalse();
  }

  @Test
  void tooMuchIsNotKept() {
    add("MARK\n");
    byte[] chunk = new byte[Capture.LONGEST];
    assertThat(capture.add(chunk)).isTrue();
    assertThat(capture.add(new byte[1])).isFalse();
  }

  private void add(String text) {
    capture.add(text.getBytes(StandardCharsets.UTF_8));
  }
}
