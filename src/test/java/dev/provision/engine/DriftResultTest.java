package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.engine.DriftResult.Tolerated;
import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Plan;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.check.Checks;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftResultTest {
  /** Like a live instance. */
  private static final Map<String, String> LIVE =
      Map.of(
          "observe_sudoers", "/etc/sudoers\u001fAzDevOps ALL=NOPASSWD: ALL\n",
          "observe_file /agent", "directory|0755|AzDevOps|AzDevOps|4096\n",
          "observe_file /home/AzDevOps", "directory|1774|root|AzDevOps|4096\n",
          "observe_file /home/AzDevOps/.config", "directory|1775|root|AzDevOps|4096\n");

  @Test
  void whatTheProfileToleratesIsListedApart() {
    DriftResult drift = drift(List.of());
    assertThat(drift.tolerated())
        .contains(
            new Tolerated(Tolerance.HOME_MODE, "folder:/home/AzDevOps", "mode 1774 -> 1770"),
            new Tolerated(Tolerance.AGENT_FOLDER, "folder:/agent", "the agent is installed"));
    assertThat(drift.inspection().plan().changes())
        .extracting(Change::resource)
        .doesNotContain("folder:/home/AzDevOps")
        .contains("folder:/home/AzDevOps/.config");
  }

  @Test
  void whatItDoesNotTolerateIsDrift() {
    assertThat(drift(List.of()).findings())
        .extracting(Finding::check)
        .contains("sudoers:/etc/sudoers");
    DriftResult none = drift(List.of("drift.tolerate=[]"));
    assertThat(none.tolerated()).isEmpty();
    assertThat(none.inspection().plan().changes())
        .extracting(Change::resource)
        .contains("folder:/home/AzDevOps");
    assertThat(none.findings()).extracting(Finding::check).contains("folder:/agent");
  }

  @Test
  void everyDifferenceOfThePlanIsInOneOfTheTwoLists() {
    Profile profile = profile(List.of());
    List<Change> all =
        Comparison.of(profile, Maker.current(), seen(profile, List.of()))
            .inspection()
            .plan()
            .changes();
    DriftResult drift = drift(List.of());
    assertThat(all).hasSizeGreaterThan(10).containsAll(drift.inspection().plan().changes());
    assertThat(drift.inspection().plan().changes()).hasSize(all.size() - 1);
  }

  @Test
  void checksThatCouldNotLookMakeItDrift() {
    Finding unknown = Finding.unknown("c", "p", "e", "a", "r");
    Inspection inSync =
        new Inspection(new Plan(List.of(), List.of(), List.of()), Optional.empty(), "");
    assertThat(new DriftResult(inSync, List.of(), List.of(unknown), Optional.empty()).drifted())
        .isTrue();
    assertThat(new DriftResult(inSync, List.of(), List.of(), Optional.empty()).drifted()).isFalse();
  }

  @Test
  void shadowsAreJudgedInTheSameLook() {
    assertThat(drift(List.of()).findings())
        .extracting(Finding::check)
        .contains("agent.shadow", "root.shadow", "unit.shadow");
  }

  private static Profile profile(List<String> overrides) {
    return ProfileLoader.load("ado-runner-strict", overrides);
  }

  private static DriftResult drift(List<String> overrides) {
    Profile profile = profile(overrides);
    List<Check> checks = Checks.shadows(profile);
    return DriftResult.of(profile, Maker.current(), checks, seen(profile, checks));
  }

  @Test
  void hostThatIsBeingChangedIsBusyAndNotDrifted() {
    Profile profile = profile(List.of());
    Observation seen =
        seen(profile, List.of(), Map.of("observe_journal", "busy root, process 7\n"));
    assertThatThrownBy(() -> DriftResult.of(profile, Maker.current(), List.of(), seen))
        .isInstanceOf(BusyException.class)
        .hasMessage("an apply is at work there: root, process 7; ask again when it has ended");
  }

  private static Observation seen(Profile profile, List<Check> checks) {
    return seen(profile, checks, LIVE);
  }

  /** A host that answers every other question with nothing. */
  private static Observation seen(
      Profile profile, List<Check> checks, Map<String, String> answers) {
    var all = new HashMap<Fact, Answer>();
    for (Fact fact : DriftResult.facts(profile, checks)) {
      String function = fact.call().function();
      String text =
          answers.getOrDefault(
              function, answers.getOrDefault(function + " " + first(fact.call().arguments()), ""));
      all.put(fact, new Answer(text.isEmpty() ? 1 : 0, text.getBytes(StandardCharsets.UTF_8)));
    }
    return new Observation(all);
  }

  private static String first(List<String> arguments) {
    return arguments.isEmpty() ? "" : arguments.get(0);
  }
}
