package dev.provision.lint.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be known before a run. */
class ExpressionsTest {
  private static final Scope SCOPE =
      new Scope(
          Map.of("image", Value.of("app"), "build.tag", Value.of("1"), "half", Value.UNKNOWN),
          Map.of("registry", Value.of("r.example.com")),
          Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "plain => plain",
        "$(image):$(Build.Tag) => app:1",
        "$(IMAGE) => app",
        "${{ parameters.registry }}/$(image) => r.example.com/app",
        "${{parameters['registry']}} => r.example.com",
        "${{ variables.image }} => app",
        "${{ variables['build.tag'] }} => 1",
        "a$(half)b => a?",
        "a$(absent) => a?",
        "a$(docker ps) => a?",
        "${{ format('{0}', parameters.registry) }} => ?",
        "${{ if eq(1, 1) }} => ?",
        "$[ variables.image ] => app",
        "$[variables['build.tag']] => 1",
        "$[ variables.absent ] => ?",
        "$[ parameters.registry ] => ?",
        "$[ coalesce(variables.image, 'x') ] => ?",
        "a$[ variables.image ] => a?",
        "a${{ parameters.registry => a?",
        "a$(image => a?",
        "$ ( $x ${y} => `$ ( $x ${y}`",
      })
  void isKnownOrNot(String text, String value) {
    Value found = Expressions.resolve(text, SCOPE);

    assertThat(found.text() + (found.known() ? "" : "?")).isEqualTo(value);
  }
}
