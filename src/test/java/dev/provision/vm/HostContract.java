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
  private static final String MORE = "src/test/resources/vm/more.toml";

  private final String distro;
  Lab lab;
  private String bare;

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
    bare = leftovers();
    Result plan = Tool.on(lab, "plan", PROFILE, "--format", "json");
    assertThat(plan.status()).as(plan.everything()).isEqualTo(2);
    assertThat(lab.fingerprint()).isEqualTo(before);
    assertThat(tamperings().map(Tampering::resource))
        .as("what has a way to be tampered with, below")
        .containsAll(resources(plan));
  }

  @Test
  @Order(11)
  void verifyOfABareMachineFails() {
    Result verify = Tool.on(lab, "verify", PROFILE);
    assertThat(verify.status()).as(verify.everything()).isEqualTo(2);
  }

  @Test
  @Order(20)
  void applyMakesARunner() {
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
  }

  @Test
  @Order(21)
  void secondApplyChangesNothing() {
    String before = lab.fingerprint();
    Result apply = Tool.on(lab, "apply", PROFILE, "--format", "json");
    assertThat(apply.status()).as(apply.everything()).isZero();
    JsonNode data = data(apply);
    assertThat(data.path("steps_done").asInt(-1)).as(apply.stdout()).isZero();
    assertThat(data.path("commands").asInt()).as("programs run on the host").isEqualTo(1);
    assertThat(lab.fingerprint()).isEqualTo(before);
    assertInSync();
  }

  @Test
  @Order(22)
  void verifyPassesAndLeavesNothingBehind() {
    String before =
        lab.fingerprint() + lab.step("podman ps -aq; podman images -q; ls -A /tmp").stdout();
    assertVerified();
    String after =
        lab.fingerprint() + lab.step("podman ps -aq; podman images -q; ls -A /tmp").stdout();
    assertThat(after).isEqualTo(before);
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

  /** Where podman has no Quadlet, a plain unit does the same. */
  @Test
  @Order(41)
  void unitsOfTheAccountComeUp() {
    lab.step("podman rmi -af");
    lab.publish("busybox:1", "base:1");
    Result apply = Tool.on(lab, "apply", MORE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    boolean quadlet = !distro.equals("bookworm");
    assertThat(lab.step("systemctl --user is-enabled cache.service").stdout())
        .isEqualTo(quadlet ? "generated\n" : "enabled\n");
    assertUnitsAreUp();
    Result second = Tool.on(lab, "apply", MORE, "--format", "json");
    assertThat(data(second).path("steps_done").asInt(-1)).as(second.everything()).isZero();
    lab.step("systemctl --user stop cache.service");
    Result verify = Tool.on(lab, "verify", MORE, "--check", "agent.units");
    assertThat(verify.status()).as(verify.everything()).isEqualTo(2);
    assertThat(verify.stdout()).contains("FAILED  agent.units cache.service: ");
  }

  /** A base image that nobody refreshes is how old vulnerabilities are built in again. */
  @Test
  @Order(42)
  void imageThatTheRegistryHasNewerIsDrift() {
    String name = "docker.io/library/base:1";
    assertThat(lab.step("podman image exists " + name).status()).isZero();
    lab.publish("alpine:latest", "base:1");
    Result drift = Tool.on(lab, "drift", MORE, "--format", "json");
    lab.publish("busybox:1", "base:1");
    assertThat(drift.status()).as(drift.everything()).isEqualTo(2);
    JsonNode changes = host(drift).path("changes");
    assertThat(changes).hasSize(2);
    assertThat(changes.path(0).path("resource").asText()).isEqualTo("image:" + name);
    assertThat(changes.path(0).path("summary").asText()).endsWith("the registry has by now");
    assertThat(changes.path(1).path("resource").asText())
        .as("stopped before")
        .isEqualTo("user-unit:cache.service");
  }

  /** The unit that was stopped is up, too. */
  @Test
  @Order(43)
  void everythingIsThereAfterAReboot() {
    lab.reboot();
    assertAgentDrivesPodman(AgentStart.replay(lab)).cleanUp();
    Result verify = Tool.on(lab, "verify", MORE, "--check", "agent.units", "--check", "state");
    assertThat(verify.status()).as(verify.everything()).isZero();
    assertUnitsAreUp();
  }

  @Test
  @Order(44)
  void unitsOfAnEarlierProfileGo() {
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertThat(lab.step("podman ps -aq").stdout()).isEmpty();
    assertThat(lab.step("systemctl --user cat cache.service warm.service").stdout()).isEmpty();
    assertThat(
            lab.must(
                "find /etc/systemd/user /etc/containers/systemd /home/AzDevOps/.config/systemd"
                    + " -name 'cache*' -o -name 'warm*' 2>/dev/null; true"))
        .isEmpty();
    lab.step("podman rmi -af");
    assertInSync();
  }

  private void assertUnitsAreUp() {
    Result said =
        lab.step(
            "podman logs systemd-cache; cat $XDG_RUNTIME_DIR/warm;"
                + " podman inspect systemd-cache --format '{{.State.Status}} {{.Config.Labels.who}}'");
    assertThat(said.stdout())
        .as(said.everything())
        .isEqualTo("said by sh of cache.service\nwarmed\nrunning a b\n");
  }

  // ---- tampering

  record Tampering(String command, String resource) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Tampering> tamperings() {
    return Stream.of(
        new Tampering("echo >>/etc/containers/policy.json", "file:/etc/containers/policy.json"),
        new Tampering("rm /etc/containers/registries.conf", "file:/etc/containers/registries.conf"),
        new Tampering(
            "sed -i s/10000/1/ /etc/containers/containers.conf",
            "file:/etc/containers/containers.conf"),
        new Tampering(
            "sed -i s/overlay/vfs/ /home/AzDevOps/.config/containers/storage.conf",
            "file:/home/AzDevOps/.config/containers/storage.conf"),
        new Tampering("rm /etc/containers/nodocker", "file:/etc/containers/nodocker"),
        new Tampering("echo >>/etc/provision/receipt.json", "receipt:/etc/provision/receipt.json"),
        new Tampering("chmod 0644 /usr/local/bin/docker", "file:/usr/local/bin/docker"),
        new Tampering(
            "rm /etc/tmpfiles.d/podman-docker.conf", "file:/etc/tmpfiles.d/podman-docker.conf"),
        new Tampering(
            "sed -i 's/^export //' /etc/profile.d/agent_env_vars.sh",
            "file:/etc/profile.d/agent_env_vars.sh"),
        new Tampering(
            "sed -i /DOCKER_HOST/d /etc/environment; echo OTHER=1 >>/etc/environment",
            "environment:/etc/environment"),
        new Tampering(
            "chown 1001 /etc/sudoers.d/provision-agent", "file:/etc/sudoers.d/provision-agent"),
        new Tampering(
            "ln -sf /dev/null /etc/systemd/system/user@.service.d/delegate.conf",
            "file:/etc/systemd/system/user@.service.d/delegate.conf"),
        new Tampering(
            ">/etc/modules-load.d/provision.conf", "file:/etc/modules-load.d/provision.conf"),
        new Tampering(
            "gpasswd -d AzDevOps adm; usermod -s /usr/sbin/nologin AzDevOps", "account:AzDevOps"),
        new Tampering("chgrp root /home/AzDevOps", "folder:/home/AzDevOps"),
        new Tampering("chown root /home/AzDevOps/.config", "folder:/home/AzDevOps/.config"),
        new Tampering(
            "chmod 0700 /home/AzDevOps/.config/containers",
            "folder:/home/AzDevOps/.config/containers"),
        new Tampering("setfacl -k /home", "acl:/home"),
        new Tampering("modprobe -r overlay", "module:overlay"),
        new Tampering(
            "cd /etc/systemd/system/user@.service.d && mv delegate.conf away"
                + " && systemctl daemon-reload && systemctl restart user@1001"
                + " && mv away delegate.conf",
            "delegation:user@1001.service"),
        new Tampering("sed -i /AzDevOps/d /etc/subuid", "subordinate-ids:AzDevOps"),
        new Tampering("ln -sfn /run/podman/podman.sock /run/docker.sock", "link:/run/docker.sock"),
        new Tampering(
            "runuser -u AzDevOps -- env XDG_RUNTIME_DIR=/run/user/1001"
                + " systemctl --user stop podman.socket",
            "user-unit:podman.socket"),
        new Tampering("rm /var/lib/systemd/linger/AzDevOps", "linger:AzDevOps"),
        new Tampering("dpkg --purge --force-depends skopeo", "packages"));
  }

  @Test
  @Order(50)
  void planNamesExactlyWhatWasTamperedWith() {
    lab.must(commands(tamperings().map(Tampering::command)));
    Result plan = Tool.on(lab, "plan", PROFILE, "--format", "json");
    assertThat(plan.status()).as(plan.everything()).isEqualTo(2);
    assertThat(resources(plan))
        .containsExactlyInAnyOrderElementsOf(
            tamperings().map(Tampering::resource).collect(Collectors.toSet()));
  }

  /** One program that ends with the first of them that fails. */
  static String commands(Stream<String> commands) {
    return commands.collect(Collectors.joining("\n", "set -e\n", ""));
  }

  @Test
  @Order(51)
  void applyMendsAllOfIt() {
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertInSync();
    assertThat(lab.must("grep -c ^OTHER=1$ /etc/environment"))
        .as("a line of others")
        .isEqualTo("1");
  }

  // ---- other profiles

  @Test
  @Order(81)
  void strictProfileLocksTheAgentOut() {
    Result apply = Tool.on(lab, "apply", "ado-runner-strict");
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertThat(lab.step("sudo -n true").status()).as("sudo of the agent").isNotZero();
    for (String attempt :
        List.of(
            "touch ~/.config/containers/policy.json",
            "mv ~/.config/containers ~/.config/mine",
            "mv ~/.config ~/mine",
            "rm -rf ~/.config/containers")) {
      assertThat(lab.step(attempt).status()).as(attempt).isNotZero();
    }
    assertThat(lab.step("mkdir ~/.config/NuGet && touch ~/work && rm ~/work").status()).isZero();
    assertThat(Tool.on(lab, "plan", "ado-runner-strict").status()).isZero();
  }

  @Test
  @Order(82)
  void wayBackFromStrictLeavesNothingOfIt() {
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertThat(lab.must("stat -c %U:%G /home/AzDevOps")).isEqualTo("AzDevOps:AzDevOps");
    assertThat(lab.must("find /etc/systemd/system -name config-home.conf")).isEmpty();
    assertThat(lab.step("sudo -n true").status()).isZero();
    assertInSync();
  }

  /**
   * Azure's agent makes an image of the machine, and an instance of a scale set boots from it: what
   * it takes away is none of the profile's.
   */
  @Test
  @Order(85)
  void instanceOfTheImageIsARunner() {
    GeneralImage.becomesAnInstance(lab);
    AgentStart start = assertAgentDrivesPodman(AgentStart.replayOfLaterVersions(lab));
    Result drift = Tool.on(lab, "drift", PROFILE, "--format", "json");
    assertThat(drift.status()).as(drift.everything()).isZero();
    assertThat(tolerated(drift)).contains("folder:/agent", "sudoers:/etc/sudoers");
    assertFleetOf("in-sync");
    start.cleanUp();
  }

  /** This machine and one that is gone. */
  private void assertFleetOf(String state) {
    List<String> way = lab.target("packer");
    var words = new ArrayList<>(List.of("drift", "--profile", PROFILE, "--inventory", "-"));
    words.addAll(List.of("--retries", "0", "--format", "json"));
    words.addAll(way.subList(2, way.size()));
    var program =
        new ArrayList<>(
            List.of("sh", "-c", "printf '%s\\n' \"$0\" '127.0.0.1:1 name=gone' | \"$@\""));
    program.add(way.get(1) + " name=live");
    program.add(Tool.PROGRAM);
    program.addAll(words);
    Result fleet = Command.run(Duration.ofMinutes(5), Map.of(), program);
    assertThat(fleet.status()).as(fleet.everything()).isEqualTo(69);
    assertThat(data(fleet).path("hosts").findValuesAsText("state"))
        .containsExactly("unreachable", state);
  }

  @Test
  @Order(90)
  void wayBackLeadsToEachGenerationAndToTheBeginning() {
    Result history = onHost("history", "--format", "json");
    List<Integer> numbers =
        StreamSupport.stream(data(history).path("generations").spliterator(), false)
            .map(generation -> generation.path("number").asInt())
            .toList();
    assertThat(numbers).hasSizeGreaterThanOrEqualTo(4).isSorted();
    Result strict = onHost("rollback");
    assertThat(strict.status()).as(strict.everything()).isZero();
    assertThat(strict.stdout()).contains("ado-runner-strict");
    Result drift = onHost("drift", "--from-receipt");
    assertThat(drift.status()).as(drift.everything()).isZero();
    assertThat(Tool.on(lab, "drift", PROFILE).stdout())
        .contains("old image: made from ado-runner-strict");
    assertFleetOf("old-image");
    assertThat(onHost("rollback", "--to", "999").status()).isEqualTo(64);
    Result beginning = onHost("rollback", "--to", "0");
    assertThat(beginning.status()).as(beginning.everything()).isZero();
    assertThat(beginning.stdout()).contains("packages that stay: ", "podman");
    // A line that somebody else has put into /etc/environment is theirs.
    assertThat(leftovers().replace("OTHER=1\n", "")).isEqualTo(bare);
  }

  // ---- helpers of the tests above

  private Result onHost(String command, String... more) {
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

  /**
   * What of us could stay on a host, beside packages and what belongs to them. Not our login, which
   * is another one after Azure's agent has been there.
   */
  private String leftovers() {
    return lab.must(
        "cat /etc/environment /etc/passwd /etc/group /etc/subuid /etc/subgid | grep -v ^packer:;"
            + " getfacl -p /home;"
            + " ls -A /home /etc/sudoers.d /etc/profile.d /etc/tmpfiles.d /etc/modules-load.d"
            + " /etc/apt/sources.list.d /etc/apt/keyrings /etc/apt/preferences.d /usr/local/bin"
            + " /etc/systemd/user /run/docker.sock /etc/provision /var/lib/systemd/linger 2>&1; true");
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

  void assertVerified() {
    Result verify = Tool.on(lab, "verify", PROFILE);
    assertThat(verify.status()).as(verify.everything()).isZero();
  }

  private static JsonNode data(Result result) {
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

  private static JsonNode host(Result drift) {
    return data(drift).path("hosts").path(0);
  }

  private static List<String> resources(Result plan) {
    return StreamSupport.stream(data(plan).path("changes").spliterator(), false)
        .map(change -> change.path("resource").asText())
        .toList();
  }
}
