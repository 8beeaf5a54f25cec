package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.engine.Variants.Variant;
import dev.provision.plan.Answer;
import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of an exported script are those of an apply. */
class StandaloneTest {
  /** By their first words: titles name a range that only the machine knows. */
  private static final Pattern RANGE = Pattern.compile(" (sub.ids) [0-9-]+");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ado-runner, 4.3.1", "ado-runner, 5.4.2", "ado-runner-strict, 4.9.3",
    "everything, 4.3.1", "everything, 4.6.0", "everything, 5.8.6"
  })
  void eachPodmanGetsTheStepsOfAnApply(String name, String version) {
    Profile profile = load(name);
    PodmanVersion podman = PodmanVersion.find(version).orElseThrow();
    List<String> applied =
        comparison(profile, Optional.of(podman)).steps().stream()
            .map(StandaloneTest::told)
            .toList();
    List<String> exported =
        Standalone.acts(profile, Maker.current()).stream()
            .filter(act -> fits(act, podman))
            .map(act -> told(act.step()))
            .toList();
    int start = exported.indexOf("look for podman") + 1;
    assertThat(start).isPositive();
    assertThat(exported.subList(start, start + applied.size())).isEqualTo(applied);
    assertThat(exported.subList(start + applied.size(), exported.size()))
        .isNotEmpty()
        .allMatch(title -> title.startsWith("verify "));
  }

  @Test
  void machineIsLookedAtAndPackagesComeBeforePodmanIsKnown() {
    List<Act> acts = Standalone.acts(load("everything"), Maker.current());
    assertThat(acts.stream().map(act -> act.step().call().function()))
        .startsWith("expect_no_runner", "expect_text", "expect_link", "check_openpgp_key")
        .containsSubsequence("put_file", "install_lacking", "require_packages", "expect_podman")
        .doesNotContain("apt_install", "add_subordinate_ids", "load_module", "rewrite_file");
    assertThat(acts.stream().takeWhile(act -> !act.step().title().equals("look for podman")))
        .allMatch(act -> act.from().equals("-") && act.before().equals("-"));
  }

  /** Whatever is in a profile, it is data. */
  @Test
  void ordersHoldNothingButWords() {
    Profile hostile =
        ProfileLoader.load(
            "ado-runner",
            List.of(
                "agent.etc-environment=false",
                "agent.environment.X=\"'; touch /tmp/x; $(reboot) `id`\""));
    String program = Standalone.program(hostile, Maker.current());
    String orders = program.substring(program.indexOf("<<'ORDERS' | tell\n") + 18);
    assertThat(orders).endsWith("\nORDERS\n");
    assertThat(orders.lines().filter(line -> !line.equals("ORDERS")))
        .hasSizeGreaterThan(20)
        .allMatch(
            line ->
                line.matches(
                    "(runner [0-9a-f]{64}"
                        + "|content [0-9]+ [A-Za-z0-9+/=]*"
                        + "|act [0-9.-]+ [0-9.-]+ [A-Za-z0-9+/=]+ [A-Za-z0-9+/=]+"
                        + "|commit [A-Za-z0-9+/=]+)"));
    assertThat(program).doesNotContain("touch /tmp/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ado-runner", "ado-runner-strict", "everything"})
  void programIsTheSameEachTimeAndReadByDash(String name) throws Exception {
    String program = Standalone.program(load(name), Maker.current());
    assertThat(program).isEqualTo(Standalone.program(load(name), Maker.current()));
    Path file = Files.writeString(folder.resolve("program.sh"), program);
    assertThat(run("dash", "-n", file.toString())).isEmpty();
    assertThat(run("shellcheck", "-s", "dash", "-S", "error", file.toString())).isEmpty();
  }

  /** A comment that is taken away may be one of another language, but never a line of a text. */
  @Test
  void programIsThatOfAnApply() {
    String program = Standalone.program(load("ado-runner"), Maker.current());
    assertThat(program.lines().toList())
        .containsSubsequence(
            Transaction.script(List.of())
                .text()
                .lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .takeWhile(line -> !line.equals("transaction"))
                .toList());
  }

  @Test
  void whatSomePodmanLacksComesBehindWhatItFollows() {
    Step first = step("first");
    Step second = step("second");
    Step last = step("last");
    List<Act> acts =
        new Variants(
                List.of(
                    variant("3.4.0", first, second, last),
                    variant("4.0.0", first, last),
                    variant("5.0.0", first, second, step("new"), last)))
            .acts();
    assertThat(acts)
        .containsExactly(
            new Act(first, "-", "-"),
            new Act(second, "3.4.0", "4.0.0"),
            new Act(second, "5.0.0", "-"),
            new Act(step("new"), "5.0.0", "-"),
            new Act(last, "-", "-"));
  }

  @Test
  void eachKeepsItsOwnOrder() {
    Step first = step("first");
    Step second = step("second");
    assertThat(
            new Variants(List.of(variant("3.4.0", first, second), variant("4.0.0", second, first)))
                .acts())
        .containsExactly(
            new Act(first, "3.4.0", "4.0.0"),
            new Act(second, "-", "-"),
            new Act(first, "4.0.0", "-"));
  }

  /** What the profile asks for must not be dropped silently. */
  @Test
  void podmanThatIsTooOldForTheProfileIsRefused() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("volume.toml"),
            """
            extends = "ado-runner"
            [[quadlet]]
            name = "data.volume"
            content = "[Volume]\\n"
            """);
    List<Act> refused =
        Standalone.acts(ProfileLoader.load(file.toString(), List.of()), Maker.current()).stream()
            .filter(act -> act.step().call().function().equals("refuse"))
            .toList();
    assertThat(refused).isNotEmpty().allMatch(act -> !act.before().equals("-"));
    assertThat(refused.get(0).step().call().arguments())
        .anyMatch(why -> why.contains("needs podman 4.6"));
  }

  private static Variant variant(String from, Step... steps) {
    return new Variant(PodmanVersion.find(from).orElseThrow(), List.of(steps));
  }

  private static Step step(String title) {
    return new Step(title, new Call(new Fragment("script/bare"), "refuse", List.of()));
  }

  private static boolean fits(Act act, PodmanVersion podman) {
    return PodmanVersion.find(act.from()).filter(it -> podman.compareTo(it) < 0).isEmpty()
        && PodmanVersion.find(act.before()).filter(it -> podman.compareTo(it) >= 0).isEmpty();
  }

  private static String told(Step step) {
    return RANGE.matcher(step.title()).replaceAll(" $1");
  }

  private static Comparison comparison(Profile profile, Optional<PodmanVersion> podman) {
    var nothing = new Answer(1, new byte[0]);
    return new Comparison(
        DesiredState.of(profile, podman, Maker.current()),
        new Observation(
            Comparison.facts(profile).stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), fact -> nothing))),
        podman);
  }

  private static Profile load(String name) {
    return ProfileLoader.load(name, List.of());
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    return process.waitFor() == 0 ? said : said + "exit " + process.exitValue();
  }
}
