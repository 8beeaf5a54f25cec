package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepEnvironmentTest {
  private static final Optional<PodmanVersion> PODMAN = Optional.of(new PodmanVersion(4, 3, 1));
  private static final String FILE = "/etc/profile.d/agent_env_vars.sh";
  private final Profile runner = TestProfiles.runner();

  @TempDir Path folder;

  @Test
  void stepsFindTheSocketAndTheRuntimeDirectory() {
    assertThat(StepEnvironment.of(runner, PODMAN).toMap())
        .isEqualTo(
            Map.of(
                "DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1001/bus",
                "DOCKER_HOST", "unix:///run/user/1001/podman/podman.sock",
                "DOCKER_SOCK", "/run/user/1001/podman/podman.sock",
                "XDG_RUNTIME_DIR", "/run/user/1001"));
  }

  @Test
  void oldAndUnknownPodmanGetTheImageFormatAsAVariable() {
    assertThat(StepEnvironment.of(runner, Optional.empty()).toMap())
        .containsEntry("BUILDAH_FORMAT", "docker");
    assertThat(StepEnvironment.of(runner, PodmanVersion.find("3.4.4")).toMap())
        .containsEntry("BUILDAH_FORMAT", "docker");
  }

  /** The scale set's script hands on exports only: a plain assignment never reached a step. */
  @Test
  void everyAssignmentIsExported() {
    assertThat(text(runner).lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.startsWith("export "));
  }

  @Test
  void hostileValuesReachAChildOfDashByteForByte() throws IOException {
    Map<String, String> values = hostile(HostileStrings.all());
    Path file = Files.writeString(folder.resolve("env.sh"), text(with(values)));

    values.forEach(
        (name, value) ->
            assertThat(Dash.run(Map.of(), ". \"$1\"; exec /usr/bin/printenv " + name, file))
                .isEqualTo(value + "\n"));
  }

  @Test
  void sourcingPrintsNothingAndNeedsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("env.sh"), text(runner));

    assertThat(Dash.run(Map.of(), ". \"$1\"", file)).isEmpty();
  }

  @Test
  void etcEnvironmentHasTheSameOnlyWhenTheProfileWantsIt() {
    Profile both = TestProfiles.with(runner, TestProfiles.agent(Map.of("A", "b c"), true));

    assertThat(StepEnvironment.of(both, PODMAN).etcEnvironmentLines())
        .contains("A='b c'", "XDG_RUNTIME_DIR='/run/user/1001'");
    assertThat(StepEnvironment.of(runner, PODMAN).etcEnvironmentLines()).isEmpty();
  }

  private Profile with(Map<String, String> values) {
    return TestProfiles.with(runner, TestProfiles.agent(values, false));
  }

  private static String text(Profile profile) {
    return Renderer.render(profile, PODMAN).file(FILE).orElseThrow().content();
  }

  private static Map<String, String> hostile(Stream<String> values) {
    return values.collect(
        Collectors.toMap(value -> "V" + Integer.toHexString(value.hashCode()), value -> value));
  }
}
