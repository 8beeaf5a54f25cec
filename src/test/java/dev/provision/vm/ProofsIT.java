package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.engine.Engine;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import dev.provision.verify.Proof;
import dev.provision.verify.Selection;
import dev.provision.verify.proof.Proofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proofs on runners of podman 4.3, 5.4 and 5.8: all pass on a good one, and each fails for the
 * right reason on one that somebody broke. A chroot has no cgroups of its own, so limits are proven
 * on the machines of {@link HostContract}.
 */
class ProofsIT {
  private static final Profile RUNNER =
      ProfileLoader.load(
          "ado-runner",
          List.of(
              "agent.user=agent",
              "registries.blocked=[\"evil.example.com\"]",
              "registries.aliases={tool = \"docker.io/tool\"}",
              "policy.allow.docker=[\"docker.io\", \"quay.io\", \"gcr.io\","
                  + " \"mcr.microsoft.com\", \"cr.corp.example:8443\","
                  + " \"registry.example.com/tool:1.0\", \"*.example.org\"]"));
  private static final Set<String> LIMITS = Set.of("container.limits", "container.limits-api");

  /** A folder for each: commands that break a runner, and what its proof must say then. */
  private static final Path BROKEN = Path.of("src/test/resources/proofs");

  private static final Map<String, String> PODMAN =
      Map.of("bookworm", "4.3.1", "trixie", "5.4.2", "forky", "5.8.6");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bookworm", "trixie", "forky"})
  void goodRunnerPassesAndIsLeftAsItWas(String distro) {
    String everything =
        "su agent -c 'cd; export XDG_RUNTIME_DIR=/run/user/1001; podman images -a; podman ps -a;"
            + " podman network ls; podman volume ls; ls -A ~ /tmp'";
    try (var runner = runner(distro)) {
      String before = runner.root(everything);
      List<Finding> findings = prove(runner, ids());
      assertThat(lines(findings)).isEmpty();
      assertThat(findings).extracting(Finding::check).containsAll(ids());
      assertThat(runner.root(everything)).isEqualTo(before);
    }
  }

  /** Without cgroups nothing is limited, whatever podman was told. */
  @ParameterizedTest
  @CsvSource({"bookworm", "trixie", "forky"})
  void limitsThatAreNotThereAreSeen(String distro) {
    try (var runner = runner(distro)) {
      assertThat(lines(prove(runner, LIMITS)))
          .contains(
              "FAILED docker: memory.max: nothing",
              "FAILED docker: cpu.max: nothing",
              "FAILED docker: pids.max: nothing",
              "FAILED API: memory.max: nothing");
    }
  }

  static Stream<String> broken() throws IOException {
    try (Stream<Path> files = Files.walk(BROKEN)) {
      return files
          .filter(it -> it.toString().endsWith(".sh"))
          .map(it -> BROKEN.relativize(it).toString().replaceFirst("\\.sh$", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenRunnerFailsForTheRightReason(String name) throws IOException {
    String commands = Files.readString(BROKEN.resolve(name + ".sh"));
    List<String> expected = Files.readAllLines(BROKEN.resolve(name + ".expected"));
    var missing = new ArrayList<String>();
    for (String distro : PODMAN.keySet().stream().sorted().toList()) {
      Path own = Files.createDirectory(folder.resolve(distro.substring(0, 1)));
      try (var runner = runner(distro, own)) {
        runner.root(commands);
        List<String> lines = lines(prove(runner, Set.of(name.substring(0, name.indexOf('/')))));
        for (String line : expected) {
          if (lines.stream().noneMatch(it -> it.contains(line))) {
            missing.add(distro + ": no \"" + line + "\" in " + lines);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyProofHasOneThatFails() throws IOException {
    Set<String> covered =
        broken().map(it -> it.substring(0, it.indexOf('/'))).collect(Collectors.toSet());
    covered.addAll(LIMITS);
    assertThat(Proofs.forProfile(RUNNER)).extracting(Proof::id).isSubsetOf(covered);
  }

  private RunnerChroot runner(String distro) {
    return runner(distro, folder);
  }

  private static RunnerChroot runner(String distro, Path folder) {
    PodmanVersion podman = PodmanVersion.find(PODMAN.get(distro)).orElseThrow();
    return new RunnerChroot(distro, podman, RUNNER, folder);
  }

  private static Set<String> ids() {
    return Proofs.forProfile(RUNNER).stream()
        .map(Proof::id)
        .filter(id -> !LIMITS.contains(id))
        .collect(Collectors.toSet());
  }

  private static List<Finding> prove(RunnerChroot runner, Set<String> ids) {
    return new Engine(RUNNER, Maker.current(), runner, Progress.NONE, List.of())
        .verify(new Selection(ids, Map.of()), Proofs.forProfile(RUNNER));
  }

  private static List<String> lines(List<Finding> findings) {
    return findings.stream()
        .filter(it -> it.status() != Status.PASSED)
        .map(it -> it.status() + " " + it.property() + ": " + it.actual())
        .toList();
  }
}
