package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HostTextTest {
  @Test
  void nothingDrivesATerminal() {
    assertThat(HostText.line(" a\u001b[31m\u0007b\u202ec\u2028d\r\n\te\u0085f\u009bg "))
        .isEqualTo("a?[31m?b?c?d   e?f?g");
    assertThat(HostText.line("żółć 漢字 \uD83D\uDE00")).isEqualTo("żółć 漢字 \uD83D\uDE00");
    assertThat(HostText.line("x".repeat(1000))).hasSize(300);
  }

  @Test
  void lastLineThatSaysSomething() {
    assertThat(HostText.lastLine("lecture\n\nsudo: no\r\n \n")).isEqualTo("sudo: no");
    assertThat(HostText.lastLine("\n")).isEmpty();
  }
}
