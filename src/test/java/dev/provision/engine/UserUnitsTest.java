package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.Renderer;
import dev.provision.render.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Units of the account in a plan: what is asked, in which order it comes about, and what goes. */
class UserUnitsTest {
  private static final Maker MAKER = Maker.current();
  private static final Profile PROFILE =
      ProfileLoader.load(
          "ado-runner",
          List.of(
              "quadlet=[{name='cache.container', content='''[Container]\nImage=a\n[Install]\n"
                  + "WantedBy=default.target\n'''}, {name='web.pod', content='''[Pod]\n[Install]\n"
                  + "WantedBy=default.target\n'''}]",
              "user-unit=[{name='warm.service', content='''[Service]\nExecStart=/bin/true\n"
                  + "[Install]\nWantedBy=default.target\n'''}]"));
  private static final Profile WITHOUT = ProfileLoader.load("ado-runner", List.of());
  private static final Profile SIMPLE =
      ProfileLoader.load(
          "ado-runner",
          List.of(
              "quadlet=[{name='cache.container', content='''[Container]\nImage=a\n[Install]\n"
                  + "WantedBy=default.target\n'''}]"));

  /** The law on which one look at a host rests. */
  @ParameterizedTest
  @ValueSource(strings = {"5.0.0", "5.4.2", "5.8.6"})
  void whatIsAskedDoesNotDependOnPodman(String podman) {
    assertThat(new HashSet<>(DesiredState.of(PROFILE, PodmanVersion.find(podman), MAKER).facts()))
        .isEqualTo(new HashSet<>(DesiredState.of(PROFILE, Optional.empty(), MAKER).facts()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4.4", "4.3.1", "4.6.0"})
  void whatIsAskedDoesNotDependOnOlderPodmanEither(String podman) {
    assertThat(new HashSet<>(DesiredState.of(SIMPLE, PodmanVersion.find(podman), MAKER).facts()))
        .isEqualTo(new HashSet<>(DesiredState.of(SIMPLE, Optional.empty(), MAKER).facts()));
  }

  @Test
  void unitsAreStartedLastOfAllBeforeTheReceipt() {
    List<String> functions = functions(PROFILE, Map.of());

    assertThat(functions)
        .containsSubsequence(
            "undo_with", "put_file", "reload_units", "enable_user_unit", "raise_unit");
    assertThat(functions.subList(functions.indexOf("raise_unit"), functions.size()))
        .containsOnly("raise_unit", "put_file")
        .endsWith("raise_unit", "put_file");
    assertThat(functions).containsOnlyOnce("reload_units");
  }

  /** In the journal before the files, so that undoing comes to it after them. */
  @Test
  void unitThatThePreviousProfileHadIsStoppedBeforeItsFileGoes() {
    List<String> functions = functions(WITHOUT, Map.of("observe_file", receipt(SIMPLE, "4.3.1")));

    assertThat(functions).containsSubsequence("rest_unit", "undo_with", "drop_former");
    assertThat(functions.subList(functions.indexOf("drop_former"), functions.size()))
        .contains("reload_units")
        .doesNotContain("rest_unit", "raise_unit");
    Step rest =
        steps(WITHOUT, Map.of("observe_file", receipt(SIMPLE, "4.3.1"))).stream()
            .filter(step -> step.call().function().equals("rest_unit"))
            .findFirst()
            .orElseThrow();
    assertThat(rest.call().arguments()).containsExactly("AzDevOps", "1001", "cache.service");
  }

  @Test
  void podmanThatIsNewerMovesTheUnit() {
    List<Step> steps =
        steps(
            SIMPLE,
            Map.of(
                "observe_file",
                receipt(SIMPLE, "4.3.1"),
                "observe_packages",
                packages(),
                "observe_podman",
                "podman version 5.4.2\n"));
    List<String> functions = steps.stream().map(step -> step.call().function()).toList();

    assertThat(functions)
        .containsSubsequence("rest_unit", "put_file", "reload_units", "raise_unit");
    assertThat(
            steps.stream()
                .filter(step -> step.call().function().equals("put_file"))
                .map(step -> step.call().arguments().get(0)))
        .contains("/etc/containers/systemd/users/1001/cache.container")
        .doesNotContain("/etc/systemd/user/cache.service");
  }

  @Test
  void receiptThatNamesNoUnitsMovesNothing() {
    assertThat(functions(WITHOUT, Map.of("observe_file", receipt(WITHOUT, "4.3.1"))))
        .doesNotContain("rest_unit", "reload_units");
  }

  private static String packages() {
    var text = new StringBuilder();
    SIMPLE
        .packages()
        .install()
        .keySet()
        .forEach(
            name ->
                text.append(name)
                    .append(name.equals("podman") ? " 5.4.2 yes - no\n" : " 1 yes - no\n"));
    return text.toString();
  }

  private static String receipt(Profile profile, String podman) {
    Rendering rendering = Renderer.render(profile, PodmanVersion.find(podman));
    String text = Receipt.of(profile, MAKER, rendering.files()).text();
    return "regular file|0644|root|root|" + text.length() + "\n" + text;
  }

  private static List<String> functions(Profile profile, Map<String, String> answers) {
    return steps(profile, answers).stream().map(step -> step.call().function()).toList();
  }

  /** For a host that answers these functions; of files, only for the receipt. */
  private static List<Step> steps(Profile profile, Map<String, String> answers) {
    var all = new HashMap<Fact, Answer>();
    for (Fact fact : Comparison.facts(profile)) {
      String function = fact.call().function();
      boolean other =
          function.equals("observe_file") && !fact.call().arguments().contains(Receipt.PATH);
      String text = other ? "absent\n" : answers.getOrDefault(function, "");
      all.put(fact, new Answer(text.isEmpty() ? 1 : 0, text.getBytes(StandardCharsets.UTF_8)));
    }
    return Comparison.of(profile, MAKER, new Observation(all)).steps();
  }
}
