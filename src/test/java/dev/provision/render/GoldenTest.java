package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of every shipped profile, to be read in review. {@code make golden} ({@code
 * -Dgolden.update=true}) writes the folders anew.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static Stream<Arguments> cases() {
    return Shipped.profiles().stream()
        .flatMap(
            profile ->
                Stream.of("4.3", "5.4", "unknown").map(podman -> Arguments.of(profile, podman)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void renderingIsTheGoldenTree(Profile profile, String podman) throws IOException {
    Path folder = GOLDEN.resolve(profile.name()).resolve("podman-" + podman);
    Optional<PodmanVersion> version = PodmanVersion.find(podman);
    Map<String, String> tree = GoldenTree.of(Renderer.render(profile, version));
    if (UPDATE) {
      GoldenTree.write(folder, tree);
    }

    assertThat(GoldenTree.read(folder)).isEqualTo(tree);
  }

  @Test
  void noGoldenTreeIsLeftOfAProfileThatIsGone() throws IOException {
    try (var folders = Files.list(GOLDEN)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Shipped.names());
    }
  }
}
