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
 * through all tests in order; each leaves it as it found it, so far as it says nothing else.
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

  @Test
  @Order(30)
  void imagesComeThroughTheRedirect() {
    int before = lab.registryLog().size();
    Result pull = lab.step("podman pull -q docker.io/library/busybox:1");
    assertThat(pull.status()).as(pull.everything()).isZero();
    List<String> asked = lab.registryLog();
    assertThat(asked.subList(before, asked.size()))
        .anyMatch(line -> line.contains("/v2/docker/library/busybox/manifests/1"));
    Result run = lab.step("docker run --rm --network none docker.io/library/busybox:1 echo ran");
    assertThat(run.stdout()).as(run.everything()).isEqualTo("ran\n");
  }

  @Test
  @Order(31)
  void imagesOutsideThePolicyAreRefusedBecauseOfIt() {
    Result pull = lab.step("podman pull -q outside.example.com/rogue:1");
    assertThat(pull.status()).as(pull.everything()).isNotZero();
    assertThat(pull.stderr()).contains("rejected by policy");
  }

  @Test
  @Order(32)
  void localImagesCanBeSavedUnderARejectPolicy() {
    // podman#19128: the reject policy must let containers-storage through.
    Result save = lab.step("docker save docker.io/library/busybox:1 | wc -c");
    assertThat(save.status()).as(save.everything()).isZero();
    assertThat(Integer.parseInt(save.stdout().strip())).isGreaterThan(100_000);
  }

  @Test
  @Order(33)
  void buildsKeepWhatOciDrops() {
    String build =
        "d=$(mktemp -d) && printf 'FROM docker.io/library/busybox:1\\nHEALTHCHECK CMD true\\n"
            + "ONBUILD RUN true\\n' >$d/Dockerfile && docker build -q -t kept $d >/dev/null"
            + " && docker inspect kept;"
            + " docker rmi -f kept >/dev/null; rm -r $d";
    Result result = lab.step(build);
    assertThat(result.stdout())
        .as(result.everything())
        .contains("application/vnd.docker.distribution.manifest.v2+json", "\"CMD-SHELL\"");
  }

  @Test
  @Order(34)
  void limitsWorkWithoutRoot() {
    Result run =
        lab.step(
            "docker run --rm --network none --cpus 0.5 --memory 64m docker.io/library/busybox:1"
                + " cat /sys/fs/cgroup/cpu.max /sys/fs/cgroup/memory.max");
    assertThat(run.stdout()).as(run.everything()).isEqualTo("50000 100000\n67108864\n");
  }

  /** What {@link PodmanIT} asks of a local socket, as far as the way there or cgroups matter. */
  @Test
  @Order(35)
  void podmanIsAskedOverSsh(@TempDir Path scratch) throws Exception {
    var podman =
        new PodmanContract(
            words -> {
              var command = new ArrayList<>(List.of("podman", words.get(0)));
              command.addAll(lab.target("packer"));
              command.addAll(words.subList(1, words.size()));
              return Tool.run(Map.of(), command);
            },
            "docker.io/library/busybox:1",
            List.of("sh"));
    podman.tellsItsVersion(distro.equals("bookworm") ? "4.3" : "5.4");
    podman.describes();
    podman.runs();
    podman.limitsAreSeenFromInside();
    podman.builds(scratch);
    podman.removesImages();
  }

  /** podman's own log says whom it asks; the registry's log that it was asked. */
  @Test
  @Order(36)
  void registryWasAskedWhereVerifySaysSo() {
    int before = lab.registryLog().size();
    Result verify = Tool.on(lab, "verify", PROFILE, "--check", "registries.asked");
    assertThat(verify.status()).as(verify.everything()).isZero();
    List<String> asked = lab.registryLog();
    for (String folder : List.of("docker", "quay", "gcr", "ms")) {
      assertThat(asked.subList(before, asked.size()))
          .as(folder)
          .anyMatch(
              line ->
                  line.contains(
                      "/v2/%s/provision-verify/absent/manifests/provision-verify"
                          .formatted(folder)));
    }
  }

  /** The other proofs are broken without a machine, in {@link ProofsIT}. */
  @Test
  @Order(37)
  void limitsThatDoNotHoldFailTheirProof() {
    String folder = "/run/systemd/system/user@1001.service.d";
    String restart = "systemctl daemon-reload && systemctl restart user@1001";
    lab.must(
        "mkdir -p %s && printf '[Service]\nDelegate=\nDelegate=pids\n' >%s/zz.conf && %s"
            .formatted(folder, folder, restart));
    Result verify =
        Tool.on(
            lab,
            "verify",
            PROFILE,
            "--check",
            "container.limits",
            "--check",
            "container.limits-api");
    lab.must("rm -r %s && %s".formatted(folder, restart));
    assertThat(verify.status()).as(verify.everything()).isEqualTo(2);
    assertThat(verify.stdout())
        .contains(
            "FAILED  container.limits docker: cpu.max: ",
            "FAILED  container.limits-api API: cpu.max: ");
  }

  @Test
  @Order(38)
  void agentOfAScaleSetDrivesPodman() {
    assertAgentDrivesPodman(AgentStart.replay(lab)).cleanUp();
  }

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

  /** The unit that was stopped is up, too. All proofs follow the boot of an instance. */
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
  private static String commands(Stream<String> commands) {
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

  // ---- drift

  @Test
  @Order(52)
  void whatTheScaleSetScriptDoesIsListedApart() {
    lab.must(
        "mkdir /agent && usermod -a -G adm,sudo AzDevOps && chmod -R +r /home"
            + " && setfacl -Rdm u:AzDevOps:rwX /home && setfacl -Rb /home/AzDevOps"
            + " && echo 'AzDevOps ALL=NOPASSWD: ALL' >>/etc/sudoers");
    Result live = Tool.on(lab, "drift", PROFILE, "--format", "json");
    lab.must("gpasswd -a AzDevOps games");
    Result games = Tool.on(lab, "drift", PROFILE, "--format", "json");
    lab.must(
        "gpasswd -d AzDevOps games; rmdir /agent;"
            + " sed -i '/^AzDevOps ALL=NOPASSWD: ALL$/d' /etc/sudoers");
    assertThat(live.status()).as(live.everything()).isZero();
    assertThat(tolerated(live)).containsExactlyInAnyOrder("folder:/agent", "sudoers:/etc/sudoers");
    assertThat(games.status()).as(games.everything()).isEqualTo(2);
    assertThat(failed(games)).containsExactly("account:AzDevOps");
  }

  /**
   * Something that wins over a file that stays as it is.
   *
   * @param check that tells
   */
  record Shadow(String file, String content, String check) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Shadow> shadows() {
    return Stream.of(
        new Shadow("/home/AzDevOps/.config/containers/registries.conf", "", "agent.shadow"),
        new Shadow("/root/.config/containers/policy.json", "", "root.shadow"),
        new Shadow("/agent/.env", "STORAGE_DRIVER=vfs\\r\\n", "agent.shadow"),
        new Shadow(
            "/etc/containers/containers.conf.d/zz.conf",
            "[engine]\\nruntime = \"runc\"\\n",
            "system.shadow"),
        new Shadow(
            "/run/systemd/system/user@.service.d/zz.conf",
            "[Service]\\nDelegate=no\\n",
            "unit.shadow"),
        new Shadow(
            "/run/tmpfiles.d/00-x.conf", "L+ /run/docker.sock - - - - /x\\n", "tmpfiles.shadow"),
        new Shadow("/usr/local/sbin/docker", "#!/bin/sh\\n", "docker.shadow"));
  }

  @Test
  @Order(53)
  void whatWinsIsDrift() {
    lab.must(
        commands(
            shadows()
                .map(
                    it ->
                        "install -D -m 0755 /dev/null %1$s; printf '%2$s' >%1$s"
                            .formatted(it.file(), it.content()))));
    Result plan = Tool.on(lab, "plan", PROFILE);
    Result drift = Tool.on(lab, "drift", PROFILE, "--format", "json");
    lab.must(commands(shadows().map(it -> "rm " + it.file())) + "\nrm -d /agent");
    assertThat(plan.status()).as(plan.everything()).isZero();
    assertThat(drift.status()).as(drift.everything()).isEqualTo(2);
    assertThat(shadows())
        .allSatisfy(
            shadow ->
                assertThat(findings(drift))
                    .filteredOn(it -> it.path("check").asText().equals(shadow.check()))
                    .extracting(
                        it -> it.path("property").asText() + " " + it.path("actual").asText())
                    .anyMatch(it -> it.contains(shadow.file())));
    assertThat(failed(drift)).isSubsetOf(shadows().map(Shadow::check).collect(Collectors.toSet()));
  }

  // ---- other profiles

  @Test
  @Order(80)
  void packagesComeFromASignedRepository(@TempDir Path folder) throws Exception {
    Map<String, String> env = lab.env();
    String extra =
        """
        extends = "ado-runner"
        [packages.install]
        provision-lab-extra = "2.0"
        [[packages.repository]]
        name = "extra"
        uri = "http://10.0.2.101/extra/"
        suite = "stable"
        components = ["main"]
        key-file = "%s"
        fingerprint = "%s"
        pin = 600
        """;
    Path profile = folder.resolve("extra.toml");
    Files.copy(Path.of(env.get("LAB_APT_KEY")), folder.resolve("key.asc"));
    Files.writeString(profile, extra.formatted("key.asc", env.get("LAB_APT_FINGERPRINT")));
    Result apply = Tool.on(lab, "apply", profile.toString());
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertThat(lab.must("dpkg-query -W -f '${Version}' provision-lab-extra")).startsWith("2.0");
    assertThat(lab.must("apt-cache policy provision-lab-extra")).contains("600 http://10.0.2.101");
    Files.writeString(profile, extra.formatted("key.asc", "0".repeat(40)));
    assertThat(Tool.on(lab, "plan", profile.toString()).status()).isEqualTo(78);
  }

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
    start.cleanUp();
    assertVerified();
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

  private AgentStart assertAgentDrivesPodman(AgentStart start) {
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

  private void assertVerified() {
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

  private static List<String> failed(Result drift) {
    return findings(drift).stream().map(finding -> finding.path("check").asText()).toList();
  }

  /** Those that did not pass. */
  private static List<JsonNode> findings(Result drift) {
    return StreamSupport.stream(host(drift).path("findings").spliterator(), false)
        .filter(finding -> !finding.path("status").asText().equals("passed"))
        .toList();
  }

  private static List<String> tolerated(Result drift) {
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
