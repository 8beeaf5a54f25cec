package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Containers.ImageFormat;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.PullFromMirror;
import dev.provision.profile.TomlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has gone wrong for others in files like ours, each with its source. */
class IncidentsTest {
  /** Of the profiles that are meant for hosts. */
  static Stream<Rendering> shipped() {
    return Stream.of("ado-runner", "ado-runner-strict")
        .map(name -> ProfileLoader.load(name, List.of()))
        .flatMap(
            profile ->
                Stream.of("", "4.3.1", "4.9.3", "5.4.2", "5.8.6")
                    .map(podman -> Renderer.render(profile, PodmanVersion.find(podman))));
  }

  /** The field report's policy.json lacks two brackets; podman then refuses every pull. */
  @Test
  void fieldReportPolicyThatIsNotJson() throws IOException {
    String text =
        Files.readString(Path.of("src/test/resources/incidents/field-report-policy.json"));

    assertThatThrownBy(() -> Json.parse(text)).hasMessageContaining("not JSON");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void ourPolicyIsJson(Rendering rendering) {
    assertThat(policy(rendering).keySet()).isEqualTo(Set.of("default", "transports"));
  }

  /** linux-system-roles/podman#208: Python's {@code True} in TOML, for years. */
  @Test
  void linuxSystemRolesPodman208() {
    var containers = TestProfiles.containers(Optional.empty(), Map.of("engine", Map.of("x", true)));

    assertThat(containersConf(TestProfiles.with(TestProfiles.runner(), containers)))
        .contains("x = true\n")
        .doesNotContain("True", "False");
  }

  /** actions/runner-images#14417: registries.conf version 1, until podman refused it. */
  @ParameterizedTest
  @MethodSource("shipped")
  void runnerImages14417(Rendering rendering) {
    Map<String, Object> tree =
        TomlText.parse(content(rendering, "/etc/containers/registries.conf"));

    assertThat(Set.of("unqualified-search-registries", "short-name-mode", "aliases", "registry"))
        .containsAll(tree.keySet());
  }

  /** containers/podman#29757: image_default_format is read by nobody. */
  @Test
  void podman29757() {
    var containers = TestProfiles.containers(Optional.of(ImageFormat.V2S2), Map.of());

    assertThat(containersConf(TestProfiles.with(TestProfiles.runner(), containers)))
        .contains("env = [\"BUILDAH_FORMAT=docker\"]")
        .doesNotContain("image_default_format", "image_build_format", "v2s2");
  }

  /** containers/podman#19128: docker save and scanners need the containers-storage transport. */
  @ParameterizedTest
  @MethodSource("shipped")
  void podman19128(Rendering rendering) {
    assertThat((Map<?, ?>) policy(rendering).get("transports"))
        .satisfies(
            transports ->
                assertThat(transports.get("containers-storage"))
                    .isEqualTo(Map.of("", List.of(Map.of("type", "insecureAcceptAnything")))));
  }

  /** The package's file has this name and links root's podman; only the same name masks it. */
  @ParameterizedTest
  @MethodSource("shipped")
  void tmpfilesNameOfThePackage(Rendering rendering) {
    assertThat(content(rendering, "/etc/tmpfiles.d/podman-docker.conf"))
        .endsWith("\nL+ /run/docker.sock - - - - /run/user/1001/podman/podman.sock\n");
    assertThat(rendering.files()).filteredOn(file -> file.syntax() == Syntax.TMPFILES).hasSize(1);
  }

  /** The field report's first agent_env_vars.sh had no export: no step saw XDG_RUNTIME_DIR. */
  @ParameterizedTest
  @MethodSource("shipped")
  void agentEnvironmentWithoutExport(Rendering rendering) {
    assertThat(content(rendering, "/etc/profile.d/agent_env_vars.sh").lines())
        .contains("export XDG_RUNTIME_DIR='/run/user/1001'")
        .allMatch(line -> line.startsWith("#") || line.startsWith("export "));
  }

  /** microsoft/azure-pipelines-agent#4336: an existing account gets no sudoers line. */
  @Test
  void azurePipelinesAgent4336() {
    assertThat(
            content(
                Renderer.render(TestProfiles.runner(), Optional.empty()),
                "/etc/sudoers.d/provision-agent"))
        .endsWith("\nAzDevOps ALL=(ALL:ALL) NOPASSWD: ALL\n");
  }

  /** podman 3.4 of Ubuntu 22.04 warns about an unknown key on every single command. */
  @Test
  void podman34WarnsAboutWhatItDoesNotKnow() {
    Rendering rendering =
        Renderer.render(ProfileLoader.load("ado-runner", List.of()), PodmanVersion.find("3.4.4"));

    assertThat(TomlText.parse(content(rendering, "/etc/containers/containers.conf")))
        .isEqualTo(
            Map.of(
                "containers",
                Map.of("default_ulimits", List.of("nofile=10000:20000")),
                "engine",
                Map.of("env", List.of("BUILDAH_FORMAT=docker"), "runtime", "crun")));
  }

  /** FreeMarker prints 20480 as 20,480 unless told otherwise. */
  @Test
  void numbersWithoutGroups() {
    var containers =
        TestProfiles.containers(
            Optional.empty(), Map.of("containers", Map.of("log_size_max", 20480L)));

    assertThat(containersConf(TestProfiles.with(TestProfiles.runner(), containers)))
        .contains("log_size_max = 20480\n");
  }

  /** containers/image before 5.35 keeps a mirror's trailing slash, and asks for {@code //}. */
  @Test
  void mirrorWithTrailingSlash() {
    var mirror = new Mirror("mirror.io/hub/", false, PullFromMirror.ALL);
    var redirect = TestProfiles.redirect("docker.io", "acr.io/docker/", mirror);
    Profile profile =
        TestProfiles.with(TestProfiles.runner(), TestProfiles.registries(List.of(redirect)));

    assertThat(
            content(
                Renderer.render(profile, PodmanVersion.find("4.3")),
                "/etc/containers/registries.conf"))
        .contains("location = \"mirror.io/hub\"\n", "location = \"acr.io/docker\"\n");
  }

  private static Map<?, ?> policy(Rendering rendering) {
    return (Map<?, ?>) Json.parse(content(rendering, "/etc/containers/policy.json"));
  }

  private static String containersConf(Profile profile) {
    return content(
        Renderer.render(profile, PodmanVersion.find("5.8.6")), "/etc/containers/containers.conf");
  }

  private static String content(Rendering rendering, String path) {
    return rendering.file(path).orElseThrow().content();
  }
}
