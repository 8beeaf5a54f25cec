package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtcEnvironmentLineTest {
  @Test
  void onePairOfQuotesOfTheOtherKind() {
    assertThat(line("a b").text()).isEqualTo("A='a b'");
    assertThat(line("").text()).isEqualTo("A=''");
    assertThat(line("say \"x\" \\n").text()).isEqualTo("A='say \"x\" \\n'");
    assertThat(line("it's").text()).isEqualTo("A=\"it's\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "", " a ", "\"a\"", "'a'", "a\\", "%h", "é"})
  void whatBothReadersLeaveAloneIsSound(String value) {
    assertThat(line(value).fault()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a#b", "a\nb", "$HOME", "it's \"x\"", "it's \\", "\u0000", "\t"})
  void whatOneReaderWouldChangeIsNot(String value) {
    assertThat(line(value).fault()).isPresent();
  }

  @Test
  void norIsWhatIsLongerThanPamsBuffer() {
    assertThat(line("é".repeat(498)).fault()).isEmpty();
    assertThat(line("é".repeat(499)).fault()).isPresent();
  }

  private static EtcEnvironmentLine line(String value) {
    return new EtcEnvironmentLine("A", value);
  }
}
