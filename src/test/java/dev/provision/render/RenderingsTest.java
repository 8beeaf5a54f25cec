package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingsTest {
  /** More than there are, up to ones that nobody has heard of. */
  static Stream<PodmanVersion> podmans() {
    return IntStream.rangeClosed(3, 7)
        .boxed()
        .flatMap(
            major ->
                IntStream.rangeClosed(0, 20)
                    .boxed()
                    .flatMap(
                        minor ->
                            Stream.of(0, 3).map(patch -> new PodmanVersion(major, minor, patch))))
        .filter(podman -> podman.atLeast(3, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ado-runner", "ado-runner-strict", "everything"})
  void everyPodmanFindsItsOwn(String name) {
    Profile profile = ProfileLoader.load(name, List.of());
    var renderings = Renderings.of(profile);
    assertThat(podmans())
        .allSatisfy(
            podman -> {
              var entry = renderings.floorEntry(podman);
              try {
                List<RenderedFile> files = Renderer.render(profile, Optional.of(podman)).files();
                assertThat(entry.getValue().files()).isEqualTo(files);
              } catch (InvalidProfileException e) {
                assertThat(entry).isNull();
              }
            });
    assertThat(renderings).hasSizeBetween(2, 10);
  }

  @Test
  void neighboursDiffer() {
    List<Rendering> all =
        List.copyOf(Renderings.of(ProfileLoader.load("ado-runner", List.of())).values());
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).files()).isNotEqualTo(all.get(i - 1).files());
    }
  }
}
