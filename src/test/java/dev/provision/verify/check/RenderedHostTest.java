package dev.provision.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Check;
import dev.provision.verify.Finding.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a profile renders and what its checks expect agree, whatever the profile switches off: a
 * profile that is sound and can never be verified can never be applied.
 */
class RenderedHostTest {
  /** Checks that must be among the ones judged, where the profile turns them on. */
  private static final Set<String> WITHOUT_A_MACHINE =
      Set.of(
          "agent.environment",
          "container.ulimit",
          "docker.command",
          "files",
          "podman.cgroup-controllers",
          "podman.network-backend",
          "podman.registries",
          "podman.remote-socket",
          "podman.runtime",
          "podman.storage",
          "podman.subordinate-ids");

  private static final List<List<String>> VARIATIONS =
      List.of(
          List.of(),
          List.of("socket.enabled=false"),
          List.of("socket.enabled=false", "agent.linger=false", "quadlet=[]", "user-unit=[]"),
          List.of("socket.delegate=[]"),
          List.of("docker.wrapper="),
          List.of("docker.socket="),
          List.of("docker.nodocker=false"),
          List.of("agent.protect-containers-config=false"),
          List.of("agent.protect-containers-config=true"),
          List.of(
              "agent.uid=1234",
              "agent.home=/srv/other",
              "agent.acl=[]",
              "verify.remote-socket=/run/user/1234/podman/podman.sock"),
          List.of("agent.environment={A = \"it's\", B = \" \"}"),
          List.of("storage.driver=vfs", "verify.native-overlay-diff=false"));

  private static final List<PodmanVersion> PODMANS =
      List.of(new PodmanVersion(4, 3, 1), new PodmanVersion(5, 4, 2));

  @TempDir Path folder;

  static Stream<Arguments> profiles() throws IOException {
    return ChecksTest.shipped().stream()
        .flatMap(
            name ->
                VARIATIONS.stream()
                    .flatMap(set -> PODMANS.stream().map(it -> Arguments.of(name, set, it))));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyCheckPassesOnWhatIsRendered(String name, List<String> set, PodmanVersion podman) {
    Profile profile = ProfileLoader.load(name, set);
    var host = new RenderedHost(profile, podman, folder);
    var judged = new HashSet<String>();
    var wanted = new HashSet<String>();
    for (Check check : Checks.forProfile(profile)) {
      if (WITHOUT_A_MACHINE.contains(check.id())) {
        wanted.add(check.id());
      }
      seen(check, host)
          .ifPresent(
              seen -> {
                judged.add(check.id());
                assertThat(check.judge(seen))
                    .allSatisfy(
                        it -> assertThat(it.status()).as(it.toString()).isEqualTo(Status.PASSED));
              });
    }
    assertThat(judged).containsAll(wanted).contains("agent.environment", "podman.storage");
  }

  private static Optional<Observation> seen(Check check, RenderedHost host) {
    Map<Fact, Answer> answers = new HashMap<>();
    for (Fact fact : check.facts()) {
      host.answer(fact).ifPresent(answer -> answers.put(fact, answer));
    }
    return answers.size() == check.facts().size()
        ? Optional.of(new Observation(answers))
        : Optional.empty();
  }
}
