package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnUnitTest {
  private static final String FILE = "/etc/systemd/user/warm.service";
  private static final String UP = "Type=notify\nResult=success\nActiveState=active\n";
  private static final String DONE =
      "Type=oneshot\nResult=success\nActiveState=inactive\nInactiveEnterTimestampMonotonic=7\n";

  @ParameterizedTest
  @ValueSource(strings = {"enabled\n" + UP, "enabled\n" + DONE, "enabled\ntree\n"})
  void whatIsEnabledAndUpNeedsNothing(String state) {
    assertThat(plain(true).change(host("new\n", state))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "enabled\n",
        "disabled\n" + UP,
        "generated\n" + UP,
        "not-found\ntree\n",
        "enabled\nType=notify\nResult=success\nActiveState=inactive\nInactiveEnterTimestampMonotonic=7",
        "enabled\nType=oneshot\nResult=exit-code\nActiveState=inactive\nInactiveEnterTimestampMonotonic=7",
        "enabled\nType=oneshot\nResult=success\nActiveState=inactive\nInactiveEnterTimestampMonotonic=0",
        "enabled\nType=simple\nResult=success\nActiveState=activating\n",
        "enabled\nType=simple\nResult=exit-code\nActiveState=failed\n"
      })
  void whatIsNotIsEnabledAndStarted(String state) {
    Change change = plain(true).change(host("new\n", state)).orElseThrow();

    assertThat(change.resource()).isEqualTo("user-unit:warm.service");
    assertThat(change.summary()).isEqualTo("enable and start");
    assertThat(change.ahead()).isEmpty();
    assertThat(calls(change.steps())).containsExactly("raise_unit a 7 warm.service enable start");
  }

  @Test
  void newFileIsStartedWhateverRunsUnderItsName() {
    assertThat(plain(true).change(host(null, "enabled\n" + UP))).isPresent();
  }

  /** Noted before the file is touched, so that what ran by it does so again when it is back. */
  @Test
  void changedFileRestartsIt() {
    Change change = plain(true).change(host("old\n", "enabled\n" + UP)).orElseThrow();

    assertThat(calls(change.ahead())).containsExactly("note_changed_unit a 7 warm.service");
    assertThat(calls(change.steps()))
        .containsExactly("raise_unit a 7 warm.service reenable restart");
  }

  @Test
  void unitThatNothingStartsIsOnlyRestartedWhereItRuns() {
    assertThat(plain(false).change(host("new\n", "static\nActiveState=inactive\n"))).isEmpty();
    assertThat(plain(false).change(host(null, "not-found\n"))).isEmpty();
    Change change = plain(false).change(host("old\n", "static\n" + UP)).orElseThrow();
    assertThat(calls(change.ahead())).hasSize(1);
    assertThat(calls(change.steps())).containsExactly("settle_unit a 7 warm.service");
  }

  @Test
  void generatedUnitHasNoLinksOfOurs() {
    assertThat(generated().change(host("new\n", "generated\n" + UP))).isEmpty();
    assertThat(generated().change(host("new\n", "not-found\ntree\n"))).isEmpty();
    Change change = generated().change(host(null, "not-found\n")).orElseThrow();
    assertThat(change.summary()).isEqualTo("start");
    assertThat(calls(change.steps())).containsExactly("raise_unit a 7 warm.service  replace");
    // A unit of the account's own in its place.
    assertThat(generated().change(host("new\n", "enabled\n" + UP))).isPresent();
  }

  @Test
  void plainUnitOfOthersComesBeforeAQuadlet() {
    assertThat(generated().conflict(host("theirs\n", ""))).isPresent();
    assertThat(generated().conflict(host("# Managed by provision\n", ""))).isEmpty();
    assertThat(generated().conflict(host(null, ""))).isEmpty();
    assertThat(plain(true).conflict(host("theirs\n", ""))).as("replaced").isEmpty();
  }

  @Test
  void unitWithoutAFileIsAskedForAndLeftAlone() {
    var unit = new OwnUnit("a", 7, "warm.service", FILE, Optional.empty(), true, true);

    assertThat(unit.facts()).isEqualTo(plain(true).facts());
    assertThat(unit.change(host(null, ""))).isEmpty();
  }

  private static OwnUnit plain(boolean starts) {
    return new OwnUnit("a", 7, "warm.service", FILE, Optional.of("new\n"), false, starts);
  }

  private static OwnUnit generated() {
    return new OwnUnit("a", 7, "warm.service", FILE, Optional.of("new\n"), true, true);
  }

  private static List<String> calls(List<Step> steps) {
    return steps.stream()
        .map(step -> step.call().function() + " " + String.join(" ", step.call().arguments()))
        .toList();
  }

  private static Observation host(String file, String state) {
    Map<Fact, Answer> answers = new HashMap<>();
    String seen =
        file == null ? "absent\n" : "regular file|0644|root|root|" + file.length() + "\n" + file;
    answers.put(HostFile.fact(FILE), answer(seen));
    plain(true).facts().stream()
        .filter(fact -> fact.call().function().equals("observe_own_unit"))
        .forEach(fact -> answers.put(fact, answer(state)));
    return new Observation(answers);
  }

  private static Answer answer(String text) {
    return new Answer(0, text.getBytes(StandardCharsets.UTF_8));
  }
}
