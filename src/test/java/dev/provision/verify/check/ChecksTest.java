package dev.provision.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/provision/verify/check");

  @Test
  void everyCheckSaysWhyItMatters() {
    assertThat(Fixtures.checks())
        .allSatisfy(
            check ->
                assertThat(check.why())
                    .as(check.id())
                    .isNotBlank()
                    .doesNotContain("\n")
                    .doesNotEndWith("."));
  }

  @Test
  void theFullProfileTurnsEveryCheckOn() {
    assertThat(Fixtures.checks())
        .extracting(Check::id)
        .containsExactly(
            "podman.info",
            "podman.version",
            "podman.rootless",
            "podman.cgroup-version",
            "podman.cgroup-controllers",
            "podman.cgroup-manager",
            "podman.runtime",
            "podman.network-backend",
            "podman.log-driver",
            "podman.events-logger",
            "podman.storage",
            "podman.run-root",
            "podman.remote-socket",
            "podman.registries",
            "podman.subordinate-ids",
            "socket.podman",
            "socket.docker",
            "socket.unit",
            "docker.command",
            "docker.conflict",
            "container.run",
            "container.ulimit",
            "agent.environment",
            "agent.account",
            "agent.sudo",
            "agent.linger",
            "agent.user-manager",
            "agent.units",
            "files",
            "agent.protected",
            "agent.shadow",
            "root.shadow",
            "system.shadow",
            "unit.shadow",
            "tmpfiles.shadow",
            "sysctl.shadow",
            "docker.shadow");
  }

  @Test
  void driftAsksForThoseThatWinOverTheFiles() {
    assertThat(Checks.shadows(Fixtures.profile()))
        .extracting(Check::id)
        .containsExactlyElementsOf(
            Fixtures.checks().stream()
                .map(Check::id)
                .filter(id -> id.endsWith(".shadow"))
                .toList());
  }

  @Test
  void noClassIsForgottenInTheList() throws IOException {
    String list = Files.readString(SOURCES.resolve("Checks.java"));
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith("Check.java") && !name.equals("PodmanInfoCheck.java"))
          .hasSizeGreaterThan(15)
          .allSatisfy(name -> assertThat(list).contains(name.replace(".java", "::")));
    }
  }

  static List<String> shipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("profiles"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".toml"))
          .map(name -> name.replace(".toml", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedProfileIsChecked(String name) {
    Profile profile = ProfileLoader.load(name, List.of());
    List<Check> checks = Checks.forProfile(profile);
    assertThat(checks).extracting(Check::id).doesNotHaveDuplicates().contains("podman.info");
    assertThat(checks).allSatisfy(check -> assertThat(check.facts()).isNotEmpty());
  }
}
