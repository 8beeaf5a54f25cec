package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Finding;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Profile PROFILE = ProfileLoader.load("ado-runner", List.of());

  @Test
  void podmanOfABareHostWithAListIsWhatAptWouldInstall() {
    Comparison comparison = compare(Map.of("observe_packages", packages("- no 4.3.1+ds1-8 yes")));
    assertThat(comparison.podman()).hasToString("Optional[4.3.1]");
    assertThat(comparison.needsPackages()).isTrue();
  }

  @Test
  void podmanOfABareHostWithoutListsIsUnknown() {
    Comparison comparison = compare(Map.of("observe_packages", packages("- no - no")));
    assertThat(comparison.podman()).isEmpty();
  }

  @Test
  void installedPodmanIsAskedItself() {
    Comparison comparison =
        compare(
            Map.of(
                "observe_packages",
                packages("5.4.2 yes - no"),
                "observe_podman",
                "podman version 5.4.2\n"));
    assertThat(comparison.podman()).hasToString("Optional[5.4.2]");
    assertThat(comparison.needsPackages()).isFalse();
  }

  @Test
  void checksComeBeforeFilesAndActivationOnceAfterThem() {
    List<String> functions =
        compare(Map.of()).steps().stream().map(step -> step.call().function()).toList();
    assertThat(functions)
        .startsWith("check_containers_conf")
        .containsSubsequence("check_sudoers", "check_storage_conf", "undo_with", "undo_with");
    assertThat(functions.subList(functions.indexOf("undo_with"), functions.size()))
        .noneMatch(function -> function.startsWith("check_"));
    assertThat(functions).containsOnlyOnce("daemon_reload", "refresh_podman");
    List<String> beforeTheReceipt = functions.subList(0, functions.size() - 1);
    assertThat(functions).endsWith("put_file");
    assertThat(functions.indexOf("daemon_reload"))
        .isGreaterThan(beforeTheReceipt.lastIndexOf("put_file"));
    assertThat(functions.indexOf("enable_linger"))
        .isGreaterThan(functions.indexOf("daemon_reload"));
    assertThat(functions.indexOf("enable_user_unit"))
        .isGreaterThan(functions.indexOf("enable_linger"));
  }

  @Test
  void everyChangeIsNamedOnce() {
    List<Change> changes = compare(Map.of()).inspection().plan().changes();
    assertThat(changes).extracting(Change::resource).doesNotHaveDuplicates();
    assertThat(changes).flatExtracting(Change::steps).extracting(Step::title).isNotEmpty();
  }

  @Test
  void accountThatNobodyKeepsLoggedInIsTold() {
    assertThat(compare(Map.of()).inspection().plan().notes())
        .noneMatch(note -> note.contains("linger"));
    Profile without =
        ProfileLoader.load("ado-runner", List.of("agent.linger=false", "socket.enabled=false"));
    assertThat(DesiredState.of(without, Optional.empty(), Maker.current()).notes())
        .anySatisfy(
            note ->
                assertThat(note).startsWith("agent.linger: ").contains("/run/user/1001", "set it"));
  }

  @Test
  void realDockerIsTold() {
    assertThat(compare(Map.of("observe_docker", "docker-ce\n")).inspection().plan().notes())
        .anyMatch(note -> note.contains("docker-ce"));
  }

  @Test
  void interruptedApplyIsTold() {
    assertThat(
            compare(Map.of("observe_journal", "interrupted apply\n")).inspection().plan().notes())
        .anyMatch(note -> note.contains("an earlier apply was interrupted"));
    assertThat(
            compare(Map.of("observe_journal", "busy root, process 7\n"))
                .inspection()
                .plan()
                .notes())
        .anyMatch(note -> note.contains("at work on this host (root, process 7)"));
  }

  @Test
  void halfAnApplyIsNoGoodState() {
    var inSync = new InSync(PROFILE, Maker.current());
    assertThat(inSync.judge(seen(Map.of())))
        .noneMatch(finding -> finding.property().equals("journal"));
    assertThat(inSync.judge(seen(Map.of("observe_journal", "interrupted rollback\n"))).get(0))
        .isEqualTo(
            Finding.failed(
                "state",
                "journal",
                "no apply under way",
                "an earlier rollback was interrupted",
                "run provision apply, which ends it first"));
    assertThat(inSync.judge(seen(Map.of("observe_journal", "busy root, process 7\n"))).get(0))
        .isEqualTo(
            Finding.unknown(
                "state",
                "journal",
                "no apply under way",
                "one is at work: root, process 7",
                "verify again"));
  }

  private static String packages(String podman) {
    var text = new StringBuilder();
    PROFILE
        .packages()
        .install()
        .keySet()
        .forEach(
            name ->
                text.append(name)
                    .append(name.equals("podman") ? " " + podman : " 1 yes - no")
                    .append('\n'));
    return text.toString();
  }

  /** A host that answers these functions, and every other question with nothing. */
  private static Comparison compare(Map<String, String> answers) {
    return Comparison.of(PROFILE, Maker.current(), seen(answers));
  }

  private static Observation seen(Map<String, String> answers) {
    var all = new HashMap<Fact, Answer>();
    for (Fact fact : Comparison.facts(PROFILE)) {
      String text = answers.getOrDefault(fact.call().function(), "");
      all.put(fact, new Answer(text.isEmpty() ? 1 : 0, text.getBytes(StandardCharsets.UTF_8)));
    }
    return new Observation(all);
  }
}
