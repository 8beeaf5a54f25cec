package dev.provision.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that must not pass. A case is a folder with the answers that differ from a good host's,
 * and {@code expected}: a line for each finding that has not passed.
 */
class CasesTest {
  private static final Path GOOD = Fixtures.HOSTS.resolve("debian-12");

  static List<Path> cases() {
    return Fixtures.folders(Fixtures.CASES).stream()
        .flatMap(check -> Fixtures.folders(check).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findingsAreAsExpected(Path folder) throws IOException {
    Check check = Fixtures.check(folder.getParent().getFileName().toString());
    List<Finding> findings = check.judge(Fixtures.observation(check.facts(), GOOD, folder));
    assertThat(findings.stream().filter(f -> f.status() != Status.PASSED).map(CasesTest::line))
        .containsExactlyElementsOf(Files.readAllLines(folder.resolve("expected")));
    assertThat(findings)
        .filteredOn(finding -> finding.status() != Status.PASSED)
        .allSatisfy(
            finding -> {
              assertThat(finding.expected()).isNotBlank();
              assertThat(finding.remedy()).isNotBlank();
            });
  }

  /** A file that answers no question of its check would be a case of nothing. */
  @ParameterizedTest
  @MethodSource("cases")
  void everyFileAnswersAQuestion(Path folder) throws IOException {
    Check check = Fixtures.check(folder.getParent().getFileName().toString());
    Set<String> questions = check.facts().stream().map(Fixtures::name).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSizeGreaterThan(1)
          .allMatch(name -> name.equals("expected") || questions.contains(name));
    }
  }

  @Test
  void everyCheckHasOneThatFails() {
    Set<String> covered =
        Fixtures.folders(Fixtures.CASES).stream()
            .map(folder -> folder.getFileName().toString())
            .collect(Collectors.toSet());
    assertThat(Fixtures.checks()).extracting(Check::id).isSubsetOf(covered);
    for (Path check : Fixtures.folders(Fixtures.CASES)) {
      assertThat(Fixtures.folders(check)).as(check.toString()).isNotEmpty();
    }
  }

  @Test
  void questionsHaveNamesOfTheirOwn() {
    List<Fact> facts =
        Fixtures.checks().stream().flatMap(check -> check.facts().stream()).distinct().toList();
    assertThat(facts).extracting(Fixtures::name).doesNotHaveDuplicates();
    Observation seen = Fixtures.observation(facts, GOOD);
    assertThat(seen.answers()).hasSameSizeAs(facts);
  }

  private static String line(Finding finding) {
    return finding.status() + " " + finding.property() + ": " + finding.actual();
  }
}
