package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an apply orders, and when. */
class ApplyTest {
  private static final Profile PROFILE = ProfileLoader.load("ado-runner", List.of());

  private final FakeHost host = new FakeHost();
  private final List<String> heard = new ArrayList<>();
  private Finding finding = Finding.passed("x", "y", "z");

  @BeforeEach
  void bareHost() {
    host.answer("observe_packages", packages("- no 4.3.1 yes"), packages("4.3.1 yes - no"));
    host.answer("observe_podman", "podman version 4.3.1");
  }

  @Test
  void packagesComeFirstThenAnotherLookThenTheRest() {
    ApplyResult result = apply();
    assertThat(host.ordered)
        .startsWith(
            "ask", "apt_update", "apt_install", "require_packages", "ask", "check_containers_conf")
        .endsWith("put_file", "ask", "commit");
    assertThat(host.ordered).containsOnlyOnce("commit").doesNotContain("end");
    assertThat(result.generation()).hasValue(7);
    assertThat(result.commands()).isEqualTo(1);
    assertThat(heard)
        .containsSubsequence(
            "observing",
            "planned",
            "installing packages",
            "1/3 update apt's lists",
            "observing",
            "applying",
            "verifying");
  }

  /** The plan that people read was made before it was known which podman comes. */
  @Test
  void whatThePodmanThatCameMakesOtherIsTold() {
    host.answer("observe_packages", packages("- no - no"), packages("5.4.2 yes - no"));
    host.answer("observe_podman", "", "podman version 5.4.2");
    apply();
    assertThat(heard)
        .anyMatch(
            it ->
                it.startsWith(
                    "note: for podman 5.4.2 other than planned:"
                        + " file:/etc/containers/containers.conf, "));
  }

  @Test
  void hostWithThePackagesIsLookedAtOnce() {
    host.answer("observe_packages", packages("4.3.1 yes - no"));
    apply();
    assertThat(host.ordered)
        .startsWith("ask", "check_containers_conf", "check_policy")
        .doesNotContain("apt_update");
    assertThat(host.ordered.stream().filter("ask"::equals)).hasSize(2);
  }

  @Test
  void checkThatCouldNotBeMadeIsTold() {
    host.uncheckedFunction = "check_sudoers";
    apply();
    assertThat(heard)
        .contains(
            "note: did not check /etc/sudoers.d/provision-agent before it went live: no program");
  }

  @Test
  void verificationThatFailsEndsTheOrders() {
    finding = Finding.failed("socket.docker", "GET /_ping", "OK", "refused", "start it");
    assertThatThrownBy(this::apply)
        .isInstanceOf(RolledBackException.class)
        .hasMessageContainingAll(
            "socket.docker GET /_ping: expected OK, is refused", "the host is as before");
    assertThat(host.ordered).doesNotContain("commit").endsWith("ask", "end");
    assertThat(heard).endsWith("verifying", "going back");
  }

  @Test
  void stepThatFailsIsToldWithItsTitle() {
    host.failingFunction = "create_user";
    assertThatThrownBy(this::apply)
        .isInstanceOf(RolledBackException.class)
        .hasMessageContainingAll("create account AzDevOps: it did not work");
    assertThat(host.ordered).endsWith("create_user");
  }

  @Test
  void conflictIsToldBeforeAnythingIsOrdered() {
    host.answer("observe_link", "socket");
    assertThatThrownBy(this::apply)
        .isInstanceOf(RolledBackException.class)
        .hasMessageContainingAll("a docker engine serves it", "nothing was changed");
    assertThat(host.ordered).containsExactly("ask", "end");
    assertThat(heard).doesNotContain("planned");
  }

  @Test
  void conflictThatPackagesBringDoesNotClaimThatNothingWasChanged() {
    host.answer("observe_link", "absent", "socket");
    assertThatThrownBy(this::apply)
        .isInstanceOf(RolledBackException.class)
        .hasMessageContaining("a docker engine serves it")
        .hasMessageNotContaining("nothing was changed");
    assertThat(host.ordered).contains("apt_install").endsWith("ask", "end");
  }

  @Test
  void connectionThatIsLostAfterTheFirstStepSaysWhatBecomesOfTheHost() {
    host.cutAt = "create_user";
    assertThatThrownBy(this::engine)
        .isInstanceOf(UnreachableException.class)
        .hasMessageContainingAll("connection was lost", "takes back by itself");
  }

  @Test
  void connectionThatIsLostBeforeSaysNothingOfTheKind() {
    host.cutAt = "ask";
    assertThatThrownBy(this::engine)
        .isInstanceOf(UnreachableException.class)
        .hasMessage("fake: the connection was lost");
  }

  @Test
  void hostThatIsBusySaysWithWhom() {
    host.greeting.set(0, "busy\u001fpacker, process 9, since 2026-11-22T04:00:00Z");
    assertThatThrownBy(this::apply)
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("packer, process 9, since 2026");
  }

  @Test
  void interruptedApplyIsEndedFirst() {
    host.greeting.add(0, "recovering\u001fapply");
    apply();
    assertThat(heard).startsWith("ending an interrupted apply", "observing");
  }

  @Test
  void whatThisPodmanIsTooOldForEndsTheOrdersToo() {
    host.answer("observe_podman", "podman version 3.0.0");
    Profile everything = ProfileLoader.load("everything", List.of());
    host.answer("observe_packages", packages("3.0.0 yes - no"));
    assertThatThrownBy(() -> apply(everything))
        .isInstanceOf(dev.provision.profile.InvalidProfileException.class);
    assertThat(host.ordered).endsWith("end").doesNotContain("commit");
  }

  /** Without the engine's own check, which a fake host cannot satisfy. */
  private ApplyResult apply() {
    return apply(PROFILE);
  }

  private ApplyResult apply(Profile profile) {
    var apply = new Apply(profile, Maker.current(), checks(), listener());
    host.converse(apply.script(), apply);
    return apply.result(1);
  }

  private ApplyResult engine() {
    return new Engine(PROFILE, Maker.current(), host, listener(), checks()).apply();
  }

  private List<Check> checks() {
    return List.of(
        new Check() {
          @Override
          public String id() {
            return "x";
          }

          @Override
          public String why() {
            return "for a test";
          }

          @Override
          public List<Fact> facts() {
            return List.of(Fact.asRoot(new Fragment("resource/host"), "observe_os"));
          }

          @Override
          public List<Finding> judge(Observation seen) {
            return List.of(finding);
          }
        });
  }

  private Progress listener() {
    return new Progress() {
      @Override
      public void phase(String title) {
        heard.add(title);
      }

      @Override
      public void step(int number, int total, String title) {
        heard.add(number + "/" + total + " " + title);
      }

      @Override
      public void note(String text) {
        heard.add("note: " + text);
      }

      @Override
      public void planned(Inspection inspection) {
        heard.add("planned");
      }
    };
  }

  private static String packages(String rest) {
    var lines = new StringBuilder();
    for (String name : PROFILE.packages().install().keySet()) {
      lines.append(name).append(' ').append(rest).append('\n');
    }
    return lines.toString();
  }
}
