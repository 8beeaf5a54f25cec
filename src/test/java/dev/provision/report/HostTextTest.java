package dev.provision.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.AzureAgent;
import dev.provision.testing.HostileText;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTextTest {
  private static final int ROUNDS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "##vso[task.complete]x, ##_vso[task.complete]x",
    "####VsO[a.b], ##_vso[a.b]",
    "#vso[a.b], ##_vso[a.b]",
    "a ##vso[b, a ##_vso[b",
    "##vso##vso[a.b], ##_vso##_vso[a.b]",
    "##v##vso[a.b], ##v##_vso[a.b]",
    "#v, #v",
    "##vso is a word, ##_vso is a word",
    "#vso is none, #vso is none",
    "##vs\u0488o[a.b], ##_vso[a.b]",
    "##ä😀 v, ##ä😀 v",
    "##, ##",
    "C# vs. F#, C# vs. F#",
    "##[error]no, ' ##[error]no'",
    "a ##[error], a ##[error]",
  })
  void commandsLoseTheirPower(String raw, String safe) {
    assertThat(CommandGuard.disarm(raw)).isEqualTo(safe);
  }

  @Test
  void invisibleCharactersInsideTheMarkerDoNotSaveIt() {
    assertThat(HostText.line("##v\u00adso[a.b]")).isEqualTo("##_vso[a.b]");
    assertThat(HostText.line("##\u001b[0mvso[a.b]")).isEqualTo("##_vso[a.b]");
    assertThat(HostText.line("#\n#vso[a.b]")).isEqualTo("# ##_vso[a.b]");
  }

  @Test
  void escapeSequencesAreGoneAndTheTextAroundThemStays() {
    assertThat(HostText.text("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007b\u001b(Bc\n\td"))
        .isEqualTo("red bc\n\td");
    assertThat(HostText.text("one\r\ntwo\rthree")).isEqualTo("one\ntwo\nthree");
    assertThat(HostText.text("grüße 😀\ud83d")).isEqualTo("grüße 😀");
  }

  @Test
  void nothingThatTheAgentWouldRunComesThrough() {
    forHostileTexts(
        (raw, texts) -> {
          assertThat(AzureAgent.commands(HostText.text(raw))).as(raw).isEmpty();
          assertThat(AzureAgent.commands(HostText.line(raw))).as(raw).isEmpty();
          assertThat(AzureAgent.warnings(HostText.text(raw))).as(raw).isEmpty();
          assertThat(AzureAgent.styled(HostText.text(raw))).as(raw).isEmpty();
          assertThat(HostText.line(raw)).as(raw).doesNotContain("\n", "\r", "\t", "\u001b");
        });
  }

  @Test
  void chunksEndAnywhere() {
    forHostileTexts(
        (raw, texts) -> {
          var stream = new HostText();
          int cut = texts.cut(raw);
          String whole =
              stream.next(raw.substring(0, cut)) + stream.next(raw.substring(cut)) + stream.end();
          assertThat(whole).as(raw).isEqualTo(HostText.text(raw));
        });
  }

  @Test
  void safeTextStaysAsItIs() {
    forHostileTexts(
        (raw, texts) -> {
          String once = HostText.text(raw);
          assertThat(HostText.text(once)).as(raw).isEqualTo(once);
        });
  }

  private static void forHostileTexts(java.util.function.BiConsumer<String, HostileText> law) {
    LongStream.range(0, ROUNDS)
        .forEach(
            seed -> {
              var texts = new HostileText(seed);
              law.accept(texts.next(), texts);
            });
  }
}
