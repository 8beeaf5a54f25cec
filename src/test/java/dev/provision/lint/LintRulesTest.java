package dev.provision.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lint.rule.RuleText;
import dev.provision.report.LintText;
import dev.provision.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what it is for, where it is, and nothing else. */
class LintRulesTest {
  private static final Path FIXTURES = Path.of("src", "test", "resources", "lint");

  static List<String> rules() {
    return LintRules.texts().stream().map(RuleText::id).toList();
  }

  @Test
  void everyRuleHasFixtures() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      assertThat(folders.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(rules());
    }
  }

  @Test
  void everyRuleHasASourceAndSaysItInALine() {
    assertThat(LintRules.texts())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            it -> {
              assertThat(it.id()).matches("[a-z]+(-[a-z]+)*");
              assertThat(it.source()).startsWith("https://");
              assertThat(it.why()).isNotEmpty().doesNotContain("\n");
              assertThat(it.remedy()).isNotEmpty().doesNotContain("\n");
            });
    assertThat(rules()).doesNotHaveDuplicates();
  }

  /** Of nothing but its own rule, so that no rule speaks where it should not. */
  @ParameterizedTest
  @MethodSource("rules")
  void findsWhatBreaks(String rule) {
    LintReport report = Fixture.lint(FIXTURES.resolve(rule), "bad.yml");

    assertThat(report.findings()).anyMatch(it -> it.rule().id().equals(rule));
    Golden.check("lint/" + rule + "/bad.txt", LintText.of(report));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void saysNothingOfWhatWorks(String rule) {
    assertThat(Fixture.lint(FIXTURES.resolve(rule), "good.yml").findings())
        .filteredOn(it -> it.rule().id().equals(rule))
        .isEmpty();
  }
}
