package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitWordsTest {
  @ParameterizedTest
  @MethodSource("dev.provision.render.HostileStrings#oneLine")
  void whatIsWrittenIsReadBack(String word) {
    var words = List.of(word, "a\tb\nc", word, "");

    assertThat(UnitWords.split(UnitWords.join(words))).isEqualTo(words);
    assertThat(UnitWords.join(words)).doesNotContain("\n").doesNotContain("\t");
  }

  @Test
  void semicolonByItselfBeginsNoCommand() {
    assertThat(UnitWords.join(List.of("a", ";", "b;"))).isEqualTo("a \";\" b;");
  }

  @Test
  void quotesAndEscapesAreThoseOfSystemd() {
    assertThat(UnitWords.split(" a\\x20b 'c \"d' \"e 'f\"g \\s\\u00fc\\101 %h$X "))
        .containsExactly("a b", "c \"d", "e 'fg", " üA", "%h$X");
    assertThat(UnitWords.splitPlain("a\\x20b 'c d'")).containsExactly("a\\x20b", "c d");
    assertThat(UnitWords.split(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'a", "\"", "a\\", "\\q", "\\x4", "\\000", "\\xzz", "\\U00110000", "\\u 1a"})
  void whatSystemdWouldNotTakeIsRefused(String text) {
    assertThatThrownBy(() -> UnitWords.split(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
