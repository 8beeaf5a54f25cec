package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What provision promises of a real machine, from a bare image to a runner. One machine goes
 * through all tests in order; each leaves it as it found it, so far as it says nothing else. What
 * no distribution changes is asked of one of the machines.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class HostContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String PROFILE = "ado-runner";

  /** The same, with an image and units of the account. */
  static final String MORE = "src/test/resources/vm/more.toml";

  private final String distro;
  Lab lab;

  HostContract(String distro) {
    this.distro = distro;
  }

  @BeforeAll
  void bareMachine() {
    lab = Lab.up("test-" + distro, distro);
  }

  @AfterAll
  void noMachineStays() {
    lab.close();
  }

  // ---- from bare to runner

  @Test
  @Order(10)
  void planOfABareMachineChangesNothing() {
    String before = lab.fingerprint();
    Result plan = Tool.on(lab, "plan", PROFILE, "--format", "json");
    assertThat(plan.status()).as(plan.everything()).isEqualTo(2);
    assertThat(lab.fingerprint()).isEqualTo(before);
    assertThat(Tampering.all().map(Tampering::resource))
        .as("what has a way to be tampered with, below")
        .containsAll(resources(plan));
  }

  @Test
  @Order(20)
  void applyMakesARunner() {
    becomesARunner();
  }

  /** From a bare machine. */
  abstract void becomesARunner();

  @Test
  @Order(21)
  void secondApplyChangesNothingAndItsProofsLeaveNothing() {
    String left = "podman ps -aq; podman images -q; ls -A /tmp";
    String before = lab.fingerprint() + lab.step(left).stdout();
    Result apply = Tool.on(lab, "apply", PROFILE, "--format", "json");
    assertThat(apply.status()).as(apply.everything()).isZero();
    JsonNode data = data(apply);
    assertThat(data.path("steps_done").asInt(-1)).as(apply.stdout()).isZero();
    assertThat(data.path("commands").asInt()).as("programs run on the host").isEqualTo(1);
    assertThat(data.path("counts").path("passed").asInt()).isGreaterThan(50);
    assertThat(lab.fingerprint() + lab.step(left).stdout()).isEqualTo(before);
  }

  /** An image that is built without booting it comes out as one that was provisioned over SSH. */
  @Test
  @Order(23)
  void treeThatIsNotBootedGetsTheSame(@TempDir Path folder) throws Exception {
    Path tree = folder.resolve("tree");
    String original = local("src/lab/chroot", "path", distro).strip();
    local("cp", "-a", original, tree.toString());
    // The account for tests that live in the tree has the uid that the profile wants.
    local("chroot", tree.toString(), "userdel", "-r", "-f", "agent");
    for (int i = 0; i < 2; i++) {
      Result apply =
          Tool.run("apply", "--profile", PROFILE, "--root", tree.toString(), "--format", "json");
      assertThat(apply.status()).as(apply.everything()).isZero();
      assertThat(data(apply).path("steps_done").asInt() == 0).isEqualTo(i == 1);
    }
    String mode = "stat -c '%n %A %U:%G' ";
    String compare =
        "for f in $(sed -n 's/^    \"\\(\\/[^\"]*\\)\" :.*/\\1/p' /etc/provision/receipt.json)"
            + " /etc/provision/receipt.json /etc/environment /var/lib/systemd/linger/AzDevOps; do "
            + mode
            + "$f; sha256sum <$f; done; "
            + mode
            + "/home/AzDevOps/.config; cd /home/AzDevOps/.config && find systemd -printf '%p %M %u:%g"
            + " %l\\n' | sort; getfacl -p /home; id AzDevOps | sed 's/gruppen//'";
    String host = lab.must(compare);
    assertThat(host).contains("registries.conf", "podman.socket", "default:user:AzDevOps:rwx");
    assertThat(local("chroot", tree.toString(), "sh", "-c", compare).strip()).isEqualTo(host);
    Result explained =
        Tool.run(
            "explain",
            "--root",
            tree.toString(),
            "docker.io/library/busybox:1",
            "outside.example.com/rogue:1");
    assertThat(explained.status()).as(explained.everything()).isEqualTo(2);
    assertThat(explained.stdout()).containsSubsequence("  allowed\n", "rogue:1\n", "  denied: ");
    Path shadow = tree.resolve("etc/containers/containers.conf.d/zz.conf");
    Files.createDirectories(shadow.getParent());
    Files.writeString(shadow, "[engine]\nruntime = \"runc\"\n");
    Result drift =
        Tool.run("drift", "--profile", PROFILE, "--root", tree.toString(), "--format", "json");
    assertThat(drift.status()).as(drift.everything()).isEqualTo(2);
    assertThat(failed(drift)).containsExactly("system.shadow");
    Files.delete(shadow);
    // As power cuts leave it: before the end of the apply, and before the end of going back.
    Path state = tree.resolve("var/lib/provision");
    local("mv", state + "/generations/1", state + "/pending");
    local("cp", "-a", state + "/pending", folder + "/pending");
    for (int i = 0; i < 2; i++) {
      Result back = Tool.run("rollback", "--root", tree.toString(), "--to", "0");
      assertThat(back.status()).as(back.everything()).isZero();
      assertThat(state.resolve("pending")).doesNotExist();
      assertThat(tree.resolve("etc/provision")).doesNotExist();
      assertThat(tree.resolve("home/AzDevOps")).doesNotExist();
      if (i == 0) {
        local("mv", folder + "/pending", state + "/pending");
      }
    }
  }

  // ---- what a pipeline meets

  /** An image and units of the account, of which one is stopped then. */
  void assertUnitsComeUp(String enabled) {
    lab.step("podman rmi -af");
    lab.publish("busybox:1", "base:1");
    Result apply = Tool.on(lab, "apply", MORE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertThat(lab.step("systemctl --user is-enabled cache.service").stdout()).isEqualTo(enabled);
    assertUnitsAreUp();
    Result second = Tool.on(lab, "plan", MORE);
    assertThat(second.status()).as(second.everything()).isZero();
    lab.step("systemctl --user stop cache.service");
    Result verify = Tool.on(lab, "verify", MORE, "--check", "agent.units");
    assertThat(verify.status()).as(verify.everything()).isEqualTo(2);
    assertThat(verify.stdout()).contains("FAILED  agent.units cache.service: ");
  }

  /** After a profile without them. */
  void assertUnitsAreGone() {
    assertThat(lab.step("podman ps -aq").stdout()).isEmpty();
    assertThat(lab.step("systemctl --user cat cache.service warm.service").stdout()).isEmpty();
    assertThat(
            lab.must(
                "find /etc/systemd/user /etc/containers/systemd /home/AzDevOps/.config/systemd"
                    + " -name 'cache*' -o -name 'warm*' 2>/dev/null; true"))
        .isEmpty();
    lab.step("podman rmi -af");
  }

  void assertUnitsAreUp() {
    Result said =
        lab.step(
            "podman logs systemd-cache; cat $XDG_RUNTIME_DIR/warm;"
                + " podman inspect systemd-cache --format '{{.State.Status}} {{.Config.Labels.who}}'");
    assertThat(said.stdout())
        .as(said.everything())
        .isEqualTo("said by sh of cache.service\nwarmed\nrunning a b\n");
  }

  /** One program that ends with the first of them that fails. */
  static String commands(Stream<String> commands) {
    return commands.collect(Collectors.joining("\n", "set -e\n", ""));
  }

  /** This machine and one that is gone. */
  void assertFleetOf(String state) {
    Result fleet =
        fleet(Stream.of(lab.target("packer").get(1) + " name=live", "127.0.0.1:1 name=gone"));
    assertThat(fleet.status()).as(fleet.everything()).isEqualTo(69);
    assertThat(data(fleet).path("hosts").findValuesAsText("state"))
        .containsExactly("unreachable", state);
  }

  /** What drift finds of these lines of an inventory. */
  Result fleet(Stream<String> lines) {
    List<String> way = lab.target("packer");
    var words = new ArrayList<>(List.of("drift", "--profile", PROFILE, "--inventory", "-"));
    words.addAll(List.of("--retries", "0", "--parallel", "2", "--format", "json"));
    words.addAll(way.subList(2, way.size()));
    var program = new ArrayList<>(List.of("sh", "-c", "printf '%s\\n' \"$0\" | \"$@\""));
    program.add(lines.collect(Collectors.joining("\n")));
    program.add(Tool.PROGRAM);
    program.addAll(words);
    return Command.run(Duration.ofMinutes(40), Map.of(), program);
  }

  // ---- helpers of the tests above

  Result onHost(String command, String... more) {
    var words = new ArrayList<>(List.of(command));
    words.addAll(lab.target("packer"));
    words.addAll(List.of(more));
    return Tool.run(Map.of(), words);
  }

  private static String local(String... words) {
    Result result = Command.run(Duration.ofMinutes(15), Map.of(), List.of(words));
    assertThat(result.status()).as(result.everything()).isZero();
    return result.stdout();
  }

  AgentStart assertAgentDrivesPodman(AgentStart start) {
    return start
        .stepDrivesPodman()
        .endOfTheJobTakes(
            distro.equals("bookworm")
                ? new String[] {"slirp4netns"}
                : new String[] {"pasta", "conmon"});
  }

  void assertInSync() {
    Result plan = Tool.on(lab, "plan", PROFILE);
    assertThat(plan.status()).as(plan.everything()).isZero();
  }

  static JsonNode data(Result result) {
    try {
      return JSON.readTree(result.stdout()).path("data");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(result.everything(), e);
    }
  }

  static List<String> failed(Result drift) {
    return findings(drift).stream().map(finding -> finding.path("check").asText()).toList();
  }

  /** Those that did not pass. */
  static List<JsonNode> findings(Result drift) {
    return StreamSupport.stream(host(drift).path("findings").spliterator(), false)
        .filter(finding -> !finding.path("status").asText().equals("passed"))
        .toList();
  }

  static List<String> tolerated(Result drift) {
    return StreamSupport.stream(host(drift).path("tolerated").spliterator(), false)
        .map(difference -> difference.path("resource").asText())
        .toList();
  }

  static JsonNode host(Result drift) {
    return data(drift).path("hosts").path(0);
  }

  static List<String> resources(Result plan) {
    return StreamSupport.stream(data(plan).path("changes").spliterator(), false)
        .map(change -> change.path("resource").asText())
        .toList();
  }
}
