package dev.provision.lint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read, where it is, and what ends a reading. */
class YamlReaderTest {

  @Test
  void everyCharacterOfALiteralBlockHasItsPlace() {
    YamlScalar script = script("steps:\n  - script: |\n      one\n\n        two\n");

    assertThat(script.text()).isEqualTo("one\n\n  two\n");
    assertThat(script.at(0)).isEqualTo(new Place(3, 7));
    assertThat(script.at(script.text().indexOf("two"))).isEqualTo(new Place(5, 9));
  }

  @Test
  void placesHoldWithCarriageReturnsAndAByteOrderMark() {
    YamlScalar script = script("\ufeffsteps:\r\n  - script: |\r\n      one\r\n      two\r\n");

    assertThat(script.at(script.text().indexOf("two"))).isEqualTo(new Place(4, 7));
  }

  @Test
  void textsOfOneLineHaveTheirPlaceToo() {
    assertThat(script("steps:\n  - script: a docker\n").at(2)).isEqualTo(new Place(2, 15));
    assertThat(script("steps:\n  - script: 'a docker'\n").at(2)).isEqualTo(new Place(2, 16));
    assertThat(script("steps:\n  - script: >-\n      a\n      docker\n").at(2).line()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`a: [` => 1",
        "`a: b: c` => 1",
        "`a:\n\t- b` => 2",
        "`a: \"b` => 1",
        "`a: b\n c: d` => 2",
      })
  void whatIsNoYamlSaysWhere(String text, int line) {
    YamlReading reading = read(text);

    assertThat(reading.root()).isEmpty();
    assertThat(reading.problems()).hasSize(1);
    assertThat(reading.problems().get(0).place().line()).isEqualTo(line);
  }

  @Test
  void limitsHoldWhileReading() {
    assertThat(problem("[".repeat(100_000))).contains("levels deep");
    assertThat(problem("- a\n".repeat(250_000))).contains("values");
    assertThat(problem("a: \0")).contains("0000");
    assertThat(YamlReader.read(new byte[YamlReader.BYTES + 1]).problems().get(0).message())
        .contains("longer");
    assertThat(YamlReader.read(new byte[] {'a', (byte) 0xff}).problems().get(0).message())
        .isEqualTo("is not UTF-8");
  }

  @Test
  void aliasesAreProblemsAndNeverGrow() {
    var bomb = new StringBuilder("a: &a [x, x]\n");
    for (char c = 'b'; c < 'z'; c++) {
      char before = (char) (c - 1);
      bomb.append(c).append(": &").append(c).append(" [*").append(before).append(", *");
      bomb.append(before).append("]\n");
    }

    YamlReading reading = read(bomb.toString());

    assertThat(reading.root()).isPresent();
    assertThat(reading.problems()).hasSize(2 * 24);
  }

  @Test
  void anEmptyFileHasNoRoot() {
    assertThat(read("").root()).isEmpty();
    assertThat(read("# nothing\n").problems()).isEmpty();
  }

  private static String problem(String text) {
    return read(text).problems().get(0).message();
  }

  private static YamlReading read(String text) {
    return YamlReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static YamlScalar script(String text) {
    List<YamlNode> steps = read(text).root().orElseThrow().get("steps").orElseThrow().items();
    return steps.get(0).scalar("script").orElseThrow();
  }
}
