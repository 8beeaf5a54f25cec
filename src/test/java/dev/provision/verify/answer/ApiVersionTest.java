package dev.provision.verify.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.35", "1.35.0", "1.41", "1.100", "2.0", "4.3.1", "5.4.2"})
  void takenByTheAgent(String text) {
    assertThat(ApiVersion.parse(text)).hasValueSatisfying(v -> assertThat(v.suffices()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.34", "1.4", "0.99"})
  void tooOld(String text) {
    assertThat(ApiVersion.parse(text)).hasValueSatisfying(v -> assertThat(v.suffices()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "v1.41", "1.41\n", " 1.41", "1.41-dev", "1.41.0.0", "9999999999.1"})
  void noVersion(String text) {
    assertThat(ApiVersion.parse(text)).isEmpty();
  }
}
