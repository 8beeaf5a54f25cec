package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Unsound profiles and exactly what is said about each: {@code NN-name.toml} and {@code
 * NN-name.problems}, one problem a line.
 */
class BadProfilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/profiles/bad");

  static List<String> cases() {
    return stems(".toml");
  }

  private static List<String> stems(String suffix) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysExactlyWhatIsWrong(String name) throws IOException {
    List<String> expected = Files.readAllLines(FOLDER.resolve(name + ".problems"));

    assertThat(problems(name).stream().map(Problem::toString)).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemHasPlaceMessageAndRemedyOnOneLine(String name) {
    assertThat(problems(name))
        .allSatisfy(
            problem -> {
              assertThat(problem.place()).contains(".toml");
              assertThat(problem.message()).isNotBlank();
              assertThat(problem.remedy()).isNotBlank();
              assertThat(problem.toString()).doesNotContainPattern("[\\p{Cntrl}\\u202e]");
              assertThat(problem.toString().length()).isLessThan(500);
            });
  }

  @Test
  void everyCaseHasItsProblemsAndTheOtherWayRound() {
    assertThat(stems(".problems")).isEqualTo(cases()).hasSizeGreaterThan(45);
  }

  private static List<Problem> problems(String name) {
    try {
      ProfileLoader.load(FOLDER, name + ".toml", List.of());
    } catch (InvalidProfileException e) {
      return e.problems();
    }
    return fail(name + " is taken for sound");
  }
}
