package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sound profiles near the border of what is refused. */
class GoodProfilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/profiles/good");

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isSound(Path file) {
    assertThat(ProfileLoader.load(file.toString(), List.of()).digest()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSchemaAgrees(Path file) {
    assertThat(ProfileSchemaTest.validate(file)).isEmpty();
  }
}
