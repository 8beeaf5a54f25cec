package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @MethodSource("dev.provision.render.HostileStrings#all")
  void anyStringComesBackAsValueAndAsKey(String text) {
    assertThat(Json.parse(Json.value(Map.of(text, List.of(text)), 3)))
        .isEqualTo(Map.of(text, List.of(text)));
  }

  @Test
  void fourBlanksFromTheGivenDepth() {
    assertThat(Json.value(Map.of("type", "reject"), 1))
        .isEqualTo("{\n        \"type\": \"reject\"\n    }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"default\": [{\"type\": \"reject\"}",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": {\"b\": 1, \"b\": 1}}",
        "{} {}",
        "{\"a\": 1,}",
        "// comment\n{}",
        "{'a': 1}",
        ""
      })
  void whatPodmanWouldRefuseIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).hasMessageContaining("not JSON");
  }
}
