package dev.provision.lint.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sure of a condition before a run. */
class ConditionTest {
  private static final Scope SCOPE =
      new Scope(
          Map.of("image", Value.of("app")),
          Map.of(
              "kind", Value.of("Build"),
              "yes", Value.of("true"),
              "no", Value.of("false"),
              "none", Value.of(""),
              "asked", Value.of("true")),
          Set.of("kind", "yes", "no", "none"));

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "true => yes",
        "False => no",
        "1 => yes",
        "0 => no",
        "'' => no",
        "'it''s' => yes",
        "parameters.yes => yes",
        "parameters['yes'] => yes",
        "parameters.none => no",
        "parameters.no => ?",
        "parameters.asked => ?",
        "parameters.absent => ?",
        "eq(parameters.no, false) => yes",
        "eq(parameters.kind, 'build') => yes",
        " ne( parameters.kind , 'build' ) => no",
        "eq(parameters.asked, true) => ?",
        "eq('a') => ?",
        "not(parameters.none) => yes",
        "not(eq(variables.image, 'app')) => ?",
        "and(parameters.yes, eq(variables.image, 'app')) => ?",
        "and(parameters.none, eq(variables.image, 'app')) => no",
        "or(parameters.yes, eq(variables.image, 'app')) => yes",
        "or(parameters.none, eq(variables.image, 'app')) => ?",
        "and(true, true, '') => no",
        "contains('abc', 'b') => ?",
        "eq(1, 1) x => ?",
        "eq(1, 1 => ?",
        "'open => ?",
        "`` => ?",
      })
  void isSureOrNot(String text, String sure) {
    assertThat(Condition.of(text, SCOPE).map(it -> it ? "yes" : "no").orElse("?")).isEqualTo(sure);
  }
}
