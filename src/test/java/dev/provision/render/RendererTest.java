package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Agent;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Kernel;
import dev.provision.profile.Packages;
import dev.provision.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTest {
  private static final Optional<PodmanVersion> PODMAN = Optional.of(new PodmanVersion(5, 4, 2));
  private final Profile runner = TestProfiles.runner();

  @Test
  void twoRenderingsAreEqual() {
    assertThat(Renderer.render(runner, PODMAN)).isEqualTo(Renderer.render(runner, PODMAN));
  }

  @Test
  void filesAreSortedAndUnique() {
    assertThat(paths(Renderer.render(runner, PODMAN))).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatAProfileDoesNotWantIsNoFile() {
    Profile bare = TestProfiles.with(runner, new Kernel(List.of(), Map.of()));

    assertThat(paths(Renderer.render(bare, PODMAN)))
        .doesNotContain("/etc/sysctl.d/90-provision.conf", "/etc/modules-load.d/provision.conf")
        .noneMatch(path -> path.startsWith("/etc/apt/"));
  }

  @Test
  void everyFileSaysWhoManagesIt() {
    assertThat(Renderer.render(runner, PODMAN).files())
        .filteredOn(file -> file.syntax() != Syntax.JSON && !file.content().isEmpty())
        .allSatisfy(
            file ->
                assertThat(file.content().lines().limit(2))
                    .anyMatch(
                        line ->
                            line.startsWith("# Managed by provision; comes from [")
                                && line.contains("the profile runner.")));
  }

  @Test
  void storageBelongsToTheAgentUnlessItIsProtected() {
    String path = "/home/AzDevOps/.config/containers/storage.conf";

    assertThat(Renderer.render(runner, PODMAN).file(path).orElseThrow().owner())
        .isEqualTo("AzDevOps");
    assertThat(Renderer.render(protectedRunner(), PODMAN).file(path).orElseThrow().owner())
        .isEqualTo("root");
  }

  @Test
  void sudoersNameHasNoDot() {
    RenderedFile sudoers =
        Renderer.render(runner, PODMAN).files().stream()
            .filter(file -> file.syntax() == Syntax.SUDOERS)
            .findFirst()
            .orElseThrow();

    assertThat(sudoers.path().substring("/etc/sudoers.d/".length())).doesNotContain(".");
    assertThat(sudoers.mode()).isEqualTo("0440");
  }

  /** systemd reads one file of a name; another name would lose to the package's, or race it. */
  @Test
  void tmpfilesNameMasksThePackages() {
    assertThat(paths(Renderer.render(runner, PODMAN)))
        .contains("/etc/tmpfiles.d/podman-docker.conf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nroot ALL=(ALL) ALL", "", "a b", "%sudo", "a,b", "ALL\\"})
  void accountThatSudoersCannotCarryIsRefused(String user) {
    Agent agent = TestProfiles.agent(Map.of(), false);
    Profile hostile =
        TestProfiles.with(
            runner,
            new Agent(
                user,
                agent.uid(),
                agent.gid(),
                agent.home(),
                agent.shell(),
                agent.groups(),
                agent.sudo(),
                agent.subordinateIds(),
                agent.linger(),
                agent.acl(),
                agent.environment(),
                agent.etcEnvironment(),
                agent.protectContainersConfig()));

    assertThatThrownBy(() -> Renderer.render(hostile, PODMAN))
        .isInstanceOf(InvalidProfileException.class)
        .hasMessageContaining("runner: agent.user: cannot be written as it is: ");
  }

  @Test
  void everyValueThatCannotBeCarriedIsReportedAtOnce() {
    var repository =
        new Packages.Repository(
            "../x",
            "http://h/\nTypes: x",
            "a b",
            List.of("m\n"),
            "key",
            "",
            Optional.of(1),
            List.of());
    Profile hostile =
        TestProfiles.with(
            TestProfiles.with(runner, new Packages(Map.of(), List.of(repository))),
            new Kernel(List.of("a b"), Map.of("a.b", "1\nc.d = 2", "a b", "1")));

    assertThatThrownBy(() -> Renderer.render(hostile, PODMAN))
        .isInstanceOfSatisfying(
            InvalidProfileException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.place())
                    .containsExactlyInAnyOrder(
                        "runner: kernel.modules",
                        "runner: kernel.sysctl",
                        "runner: kernel.sysctl.a.b",
                        "runner: packages.repository[0].name",
                        "runner: packages.repository[0].uri",
                        "runner: packages.repository[0].suite",
                        "runner: packages.repository[0].components",
                        "runner: packages.repository[0].key"));
  }

  private Profile protectedRunner() {
    Agent agent = runner.agent();
    return TestProfiles.with(
        runner,
        new Agent(
            agent.user(),
            agent.uid(),
            agent.gid(),
            agent.home(),
            agent.shell(),
            agent.groups(),
            agent.sudo(),
            agent.subordinateIds(),
            agent.linger(),
            agent.acl(),
            agent.environment(),
            agent.etcEnvironment(),
            true));
  }

  private static List<String> paths(Rendering rendering) {
    return rendering.files().stream().map(RenderedFile::path).toList();
  }

  /** Places that a profile decides are its own, also where it has nothing to put there. */
  @Test
  void unwantedPlacesAreThoseOfTheProfile() {
    Profile profile = TestProfiles.runner();
    List<String> places = Renderer.unwanted(profile, new Rendering(List.of(), List.of()));
    assertThat(places)
        .contains(
            "/home/AzDevOps/.config/containers/storage.conf",
            "/etc/systemd/system/user@1001.service.d/config-home.conf")
        .noneMatch(path -> path.contains("agent.service") || path.startsWith("/home/agent"));
  }
}
