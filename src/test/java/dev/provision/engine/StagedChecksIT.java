package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Records;
import dev.provision.plan.Records.Entry;
import dev.provision.plan.Step;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import dev.provision.render.Syntax;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Debian's own programs read what is staged, in the lab's chroots: no sound file is refused. */
class StagedChecksIT {
  private static final Fragment CHECK = new Fragment("resource/check");

  /** One way to break each kind that a program reads: what stands there, and what comes instead. */
  private static final Map<Syntax, String[]> FAULTS =
      new EnumMap<>(
          Map.of(
              Syntax.SUDOERS, new String[] {"NOPASSWD:", "NOPASSWD"},
              Syntax.JSON, new String[] {"\"reject\"", "\"rejec\""},
              Syntax.YAML, new String[] {"docker:", "docker: ["},
              Syntax.TMPFILES, new String[] {"L+ /", "L+ "},
              Syntax.SYSCTL, new String[] {" = ", " "},
              Syntax.UNIT, new String[] {"[Service]\n", "[Service]\nDelegat=yes\n"},
              Syntax.APT_SOURCES, new String[] {"URIs:", "URI:"},
              Syntax.APT_PREFERENCES, new String[] {"Pin: ", "Pin: x"},
              Syntax.OPENPGP_KEY, new String[] {"BEGIN PGP", "BEGIN"}));

  /** Of files that are one kind in different hands. */
  private static final Map<String, String[]> FAULTS_BY_NAME =
      Map.of(
          "registries.conf", new String[] {"location = \"", "location = \"https://"},
          "containers.conf", new String[] {"[containers]", "[containers"},
          "storage.conf", new String[] {"[storage]", "[storage"},
          "agent_env_vars.sh", new String[] {"export", "("},
          "docker", new String[] {"exec ", "( "},
          "cache.container", new String[] {"Image=", "Imag="},
          "cache.service", new String[] {"[Service]\n", "[Service]\nDelegat=no\n"},
          "prune.service", new String[] {"ExecStart=", "ExecStrt="},
          "prune.timer", new String[] {"daily", "dily"});

  enum Distro {
    BOOKWORM("4.3"),
    TRIXIE("5.4");

    private final String podman;

    Distro(String podman) {
      this.podman = podman;
    }
  }

  record Case(Distro distro, RenderedFile file) {
    @Override
    public String toString() {
      return distro + " " + file.path();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(Distro.values())
        .flatMap(distro -> checked(distro).map(file -> new Case(distro, file)));
  }

  /** Of every kind one at least, from the profiles that are shipped. */
  private static Stream<RenderedFile> checked(Distro distro) {
    var files = new TreeMap<String, RenderedFile>();
    for (String name : List.of("everything", "ado-runner-strict", "ado-runner")) {
      Renderer.render(ProfileLoader.load(name, List.of()), PodmanVersion.find(distro.podman))
          .files()
          .forEach(file -> files.put(file.path(), file));
    }
    return files.values().stream().filter(file -> StagedChecks.of(file).isPresent());
  }

  @Test
  void everyKindIsAmongThem() {
    EnumSet<Syntax> kinds = EnumSet.noneOf(Syntax.class);
    checked(Distro.TRIXIE).forEach(file -> kinds.add(file.syntax()));
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(Syntax.NONE, Syntax.MODULES)));
  }

  /** Others of the same apply are not there yet, nor is perhaps the program that a unit starts. */
  @ParameterizedTest
  @EnumSource(Distro.class)
  void unitThatNamesOthersPasses(Distro distro) {
    List<Step> steps =
        List.of(
            unit("x.socket", Syntax.USER_UNIT, "[Socket]\nListenStream=%t/x\n"),
            unit(
                "x.service",
                Syntax.USER_UNIT,
                "[Unit]\nRequires=y.service\n[Service]\nExecStart=%h/x\n"),
            unit(
                "x.container",
                Syntax.QUADLET,
                "[Container]\nImage=x.build\nVolume=x.volume:/x\nNetwork=x.network\nPod=x.pod\n"));

    List<Entry> said = apply(distro, steps);

    assertThat(records(said, "failed")).isEmpty();
    assertThat(records(said, "step")).hasSize(3);
    assertThat(records(said, "unchecked")).hasSize(distro == Distro.BOOKWORM ? 1 : 0);
  }

  private static Step unit(String name, Syntax syntax, String content) {
    return steps(
            new RenderedFile("/etc/x/" + name, "0644", "root", "root", content, syntax), content)
        .get(0);
  }

  /** None changes anything by looking, and the file is not put in place. */
  @ParameterizedTest
  @MethodSource("cases")
  void brokenFileIsRefused(Case broken) {
    String name = broken.file().path().replaceAll(".*/", "");
    String[] fault = FAULTS_BY_NAME.getOrDefault(name, FAULTS.get(broken.file().syntax()));
    String content = broken.file().content().replace(fault[0], fault[1]);
    assertThat(content).isNotEqualTo(broken.file().content());
    List<Step> steps = new ArrayList<>(steps(broken.file(), content));
    steps.add(
        new Step(
            "put",
            new Call(
                new Fragment("resource/file"),
                "put_file",
                List.of(broken.file().path() + "-new", "0644", "root", "root")),
            steps.get(0).content()));
    List<Entry> said = apply(broken.distro(), steps);
    assertThat(records(said, "failed")).hasSize(1);
    assertThat(new String(said(said, "failed").decoded(1), StandardCharsets.UTF_8)).isNotBlank();
    assertThat(records(said, "undone")).hasSize(1);
    assertThat(records(said, "changed")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Distro.class)
  void soundFilesPassAndNoneIsLeftUnchecked(Distro distro) {
    List<Step> steps =
        checked(distro).flatMap(file -> steps(file, file.content()).stream()).toList();
    List<Entry> said = apply(distro, steps);
    assertThat(records(said, "failed")).isEmpty();
    assertThat(records(said, "unchecked")).isEmpty();
    assertThat(records(said, "step")).hasSameSizeAs(steps);
    assertThat(records(said, "changed")).isEmpty();
  }

  @Test
  void programThatIsNotThereIsTold() {
    List<Step> steps =
        checked(Distro.TRIXIE).flatMap(it -> steps(it, "broken (\n").stream()).toList();
    for (Step step : steps) {
      List<Entry> said = apply(Distro.TRIXIE, List.of(step), "command() { return 1; }\n");
      boolean always =
          List.of("check_shell", "check_apt_sources", "check_apt_preferences")
              .contains(step.call().function());
      assertThat(records(said, "unchecked")).as(step.title()).hasSize(always ? 0 : 1);
      assertThat(records(said, "failed")).as(step.title()).hasSize(always ? 1 : 0);
    }
  }

  private static List<Step> steps(RenderedFile file, String content) {
    String check = StagedChecks.of(file).orElseThrow();
    return List.of(
        new Step(
            "check " + file.path(),
            new Call(CHECK, check, List.of(file.path())),
            Optional.of(new Step.Content(content))));
  }

  private static List<Entry> apply(Distro distro, List<Step> steps) {
    return apply(distro, steps, "");
  }

  /** Without a commit, so that everything is taken back; then what has changed is told. */
  private static List<Entry> apply(Distro distro, List<Step> steps, String before) {
    String text =
        Transaction.script(List.of())
                .text()
                .replace(
                    "\ntransaction\n", "\n" + before + "touch /tmp/start; sleep 0.1\ntransaction\n")
            + """
            find / -xdev -newer /tmp/start ! -type d ! -path '/var/lib/provision/*' \
              ! -path '/tmp/*' | while read -r path; do record changed "$path"; done
            """;
    Script script =
        new Script(
            text,
            List.of(),
            Transaction.batch(Transaction.steps(steps, 0)).getBytes(StandardCharsets.US_ASCII),
            java.time.Duration.ofMinutes(2));
    List<String> chroot =
        List.of(
            "src/lab/chroot", "run", distro.name().toLowerCase(java.util.Locale.ROOT), "--", "sh");
    Outcome outcome = LocalShell.run(chroot, script);
    List<Entry> said = Records.parseAll(outcome.stdout());
    assertThat(records(said, "end")).as(outcome.stderr()).hasSize(1);
    return said;
  }

  private static List<String> records(List<Entry> said, String kind) {
    return said.stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(
            entry ->
                kind.equals("changed")
                    ? entry.field(0)
                    : kind.equals("failed")
                        ? new String(entry.decoded(1), StandardCharsets.UTF_8)
                        : entry.kind())
        .toList();
  }

  private static Entry said(List<Entry> said, String kind) {
    return said.stream().filter(entry -> entry.kind().equals(kind)).findFirst().orElseThrow();
  }
}
