package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper, run by dash with a stand-in for podman that prints what it was given. */
class DockerWrapperTest {
  private static final String CALL = "exec dash \"$1\" run 'a b' '' '$(id)' \"it's\"";

  @TempDir Path folder;

  @Test
  void argumentsArriveUnchangedAndNothingElseIsPrinted() throws IOException {
    assertThat(Dash.run(Map.of(), CALL, wrapper(PodmanVersion.find("4.3"))))
        .isEqualTo("[run][a b][][$(id)][it's]BUILDAH_FORMAT=\n");
  }

  @Test
  void oldPodmanBuildsInTheFormatOfTheProfileUnlessTheStepSaysOtherwise() throws IOException {
    Path wrapper = wrapper(Optional.empty());

    assertThat(Dash.run(Map.of(), CALL, wrapper)).endsWith("BUILDAH_FORMAT=docker\n");
    assertThat(Dash.run(Map.of("BUILDAH_FORMAT", "oci"), CALL, wrapper))
        .endsWith("BUILDAH_FORMAT=oci\n");
  }

  private Path wrapper(Optional<PodmanVersion> podman) throws IOException {
    Path stand =
        Files.writeString(
            folder.resolve("podman"),
            "#!/bin/sh\nprintf '[%s]' \"$@\"\nexec /usr/bin/env sh -c 'echo \"BUILDAH_FORMAT=$BUILDAH_FORMAT\"'\n");
    assertThat(stand.toFile().setExecutable(true)).isTrue();
    String text =
        Renderer.render(TestProfiles.runner(), podman)
            .file("/usr/local/bin/docker")
            .orElseThrow()
            .content();
    assertThat(text).contains("exec /usr/bin/podman ");
    return Files.writeString(
        folder.resolve("docker"), text.replace("/usr/bin/podman", stand.toString()));
  }
}
