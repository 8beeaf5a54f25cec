package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParsedBackTest {
  @Test
  void sameMeaningPasses() {
    assertThatCode(
            () ->
                ParsedBack.check("/x", Syntax.TOML, "a = 1\nb = [true]\n", tree(1, List.of(true))))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                ParsedBack.check(
                    "/x", Syntax.JSON, "{\"b\": [true], \"a\": 1}", tree(1L, List.of(true))))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherMeaningIsABug() {
    assertThatThrownBy(
            () -> ParsedBack.check("/x", Syntax.TOML, "a = 1.0\nb = []\n", tree(1, List.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/x does not say what was meant");
    assertThatThrownBy(
            () -> ParsedBack.check("/x", Syntax.TOML, "a = \"1\"\nb = []\n", tree(1, List.of())))
        .hasMessageContaining("does not say what was meant");
  }

  @Test
  void brokenTextIsABug() {
    assertThatThrownBy(() -> ParsedBack.check("/x", Syntax.TOML, "a = True\n", Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/x is not TOML");
    assertThatThrownBy(() -> ParsedBack.check("/x", Syntax.JSON, "{", Map.of()))
        .hasMessageContaining("/x is not JSON");
  }

  private static Map<String, Object> tree(Object a, Object b) {
    return Map.of("a", a, "b", b);
  }
}
