package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian 12 with podman 4.3. Who may come in, who must wait, and what a person types is the same
 * everywhere.
 */
@Order(1)
class BookwormIT extends HostContract {
  private String bare;

  BookwormIT() {
    super("bookworm");
  }

  @Test
  @Order(11)
  void verifyOfABareMachineFails() {
    bare = leftovers();
    Result verify = Tool.on(lab, "verify", PROFILE);
    assertThat(verify.status()).as(verify.everything()).isEqualTo(2);
  }

  /** By what `make demo` does, so its transcript in README.md is true. */
  @Override
  void becomesARunner() {
    Demonstration.on(lab).hasTheShapeOfTheTranscript();
  }

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
    Result explained =
        onHost("explain", "docker.io/library/busybox:1", "outside.example.com/rogue:1");
    assertThat(explained.status()).as(explained.everything()).isEqualTo(2);
    assertThat(explained.stdout()).containsSubsequence("  allowed\n", "rogue:1\n", "  denied: ");
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

  /** Of what {@link PodmanIT} asks of a local socket, as much as shows the way there. */
  @Test
  @Order(35)
  void podmanIsAskedOverSsh() throws Exception {
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
    podman.tellsItsVersion("4.3");
    podman.limitsAreSeenFromInside();
  }

  /**
   * A pipeline builds without end while the machine is compared with its profile again and again:
   * no build fails, and nothing of one is taken for drift. {@code -Dchecks=100} for more of them.
   */
  @Test
  @Order(36)
  void checksHarmNoBuildThatIsRunning() throws Exception {
    int checks = Integer.getInteger("checks", 4);
    String builds =
        "d=$(mktemp -d) && printf 'FROM docker.io/library/busybox:1\\nRUN echo a >/a\\n"
            + "RUN cat /a /a >/b\\n' >$d/Dockerfile; n=0; until [ -e /tmp/enough ]; do"
            + " docker build -q --no-cache -t built $d >/dev/null && docker run --rm built cat /b"
            + " >/dev/null || exit 1; n=$((n + 1)); done; rm -r $d; docker rmi -f built >/dev/null;"
            + " docker image prune -f >/dev/null;"
            + " echo $n";
    CompletableFuture<Result> job =
        CompletableFuture.supplyAsync(() -> lab.step(builds, Duration.ofHours(1)));
    String target = lab.target("packer").get(1);
    Result fleet = fleet(IntStream.range(0, checks).mapToObj(i -> target + " name=check-" + i));
    lab.must("touch /tmp/enough");
    Result built = job.get(15, TimeUnit.MINUTES);
    lab.must("rm /tmp/enough");
    // An emulated machine at its limit may not answer in time; that is said, and is no drift.
    assertThat(fleet.status()).as(fleet.everything()).isIn(0, 69);
    JsonNode counts = data(fleet).path("counts");
    assertThat(counts.path("drifted").asInt()).as(fleet.everything()).isZero();
    assertThat(counts.path("failed").asInt() + counts.path("busy").asInt()).isZero();
    assertThat(counts.path("in_sync").asInt()).isBetween(checks / 2, checks);
    assertThat(built.status()).as(built.everything()).isZero();
    assertThat(Integer.parseInt(built.stdout().strip())).as("builds").isPositive();
    System.out.println(checks + " checks beside " + built.stdout().strip() + " builds");
  }

  /** What is read from a runner says all that made it; a receipt says from which profile. */
  @Test
  @Order(39)
  void importedProfileLeavesNothingToDo(@TempDir Path folder) {
    Path file = folder.resolve(PROFILE + ".toml");
    String before = lab.fingerprint();
    Result read = onHost("import", "--out", file.toString());
    assertThat(read.status()).as(read.everything()).isZero();
    assertThat(lab.fingerprint()).isEqualTo(before);
    assertThat(file).content().contains("[[registries.redirect]]", "# update receipt:");
    Result plan = Tool.on(lab, "plan", file.toString(), "--format", "json");
    assertThat(resources(plan)).containsExactly("receipt:/etc/provision/receipt.json");
  }

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

  /** Podman has no Quadlet here: a plain unit does the same. The next apply takes it away. */
  @Test
  @Order(79)
  void plainUnitsOfTheAccountComeUp() {
    assertUnitsComeUp("enabled\n");
  }

  @Test
  @Order(80)
  void strictProfileBringsPackagesOfASignedRepository(@TempDir Path folder) throws Exception {
    Map<String, String> env = lab.env();
    String extra =
        """
        extends = "ado-runner-strict"
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
    assertUnitsAreGone();
    assertThat(lab.must("dpkg-query -W -f '${Version}' provision-lab-extra")).startsWith("2.0");
    assertThat(lab.must("apt-cache policy provision-lab-extra")).contains("600 http://10.0.2.101");
    assertThat(Tool.on(lab, "plan", profile.toString()).status()).isZero();
    Files.writeString(profile, extra.formatted("key.asc", "0".repeat(40)));
    assertThat(Tool.on(lab, "plan", profile.toString()).status()).isEqualTo(78);
  }

  @Test
  @Order(60)
  void rootNeedsNoSudo() {
    assertThat(plan("root", Map.of()).status()).isZero();
  }

  @Test
  @Order(61)
  void sudoPasswordComesFromTheEnvironment() {
    Result plan = plan("pwsudo", Map.of("PROVISION_SUDO_PASSWORD", "provision"));
    assertThat(plan.status()).as(plan.everything()).isZero();
    assertThat(lab.must("journalctl -q --no-pager | grep -c COMMAND.*Managed || true"))
        .as("programs in the log")
        .isEqualTo("0");
  }

  @Test
  @Order(62)
  void whoMayNotBecomeRootIsToldSo() {
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("PROVISION_SUDO_PASSWORD", "wrong"))) {
      for (String user : List.of("nosudo", "pwsudo")) {
        Result plan = plan(user, environment);
        assertThat(plan.status()).as(plan.everything()).isEqualTo(69);
        assertThat(plan.stderr().lines().filter(line -> line.contains("sudo")))
            .as(plan.stderr())
            .hasSize(1);
      }
    }
  }

  @Test
  @Order(70)
  void verificationThatFailsTakesTheChangesBack() {
    lab.must("rm /etc/containers/nodocker && chmod 0755 /etc/containers/policy.json");
    lab.must("mv /usr/bin/podman /usr/bin/podman.away && ln -s /bin/false /usr/bin/podman");
    String before = lab.fingerprint();
    Result apply = Tool.on(lab, "apply", PROFILE);
    String after = lab.fingerprint();
    lab.must("mv /usr/bin/podman.away /usr/bin/podman");
    assertThat(apply.status()).as(apply.everything()).isEqualTo(3);
    assertThat(apply.stderr()).contains("the host is as before");
    assertThat(after).isEqualTo(before);
  }

  @Test
  @Order(71)
  void hostThatIsBusySaysWithWhom() {
    lab.must("rm -f /etc/containers/nodocker");
    lab.must(
        "(flock 9; sleep 600) 9>>/var/lib/provision/lock >/dev/null 2>&1 & echo $! >/run/holder");
    Result apply = Tool.on(lab, "apply", PROFILE);
    lab.must("pkill -P $(cat /run/holder); kill $(cat /run/holder); sleep 1");
    assertThat(apply.status()).as(apply.everything()).isEqualTo(75);
  }

  @Test
  @Order(38)
  void agentOfAScaleSetDrivesPodman() {
    assertAgentDrivesPodman(AgentStart.replay(lab)).cleanUp();
  }

  @Test
  @Order(50)
  void planNamesExactlyWhatWasTamperedWith() {
    lab.must(commands(Tampering.all().map(Tampering::command)));
    Result plan = Tool.on(lab, "plan", PROFILE, "--format", "json");
    assertThat(plan.status()).as(plan.everything()).isEqualTo(2);
    assertThat(resources(plan))
        .containsExactlyInAnyOrderElementsOf(
            Tampering.all().map(Tampering::resource).collect(Collectors.toSet()));
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

  @Test
  @Order(81)
  void strictProfileLocksTheAgentOut() {
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

  @Test
  @Order(90)
  void wayBackLeadsToEachGenerationAndToTheBeginning() {
    Result history = onHost("history", "--format", "json");
    List<Integer> numbers =
        StreamSupport.stream(data(history).path("generations").spliterator(), false)
            .map(generation -> generation.path("number").asInt())
            .toList();
    assertThat(numbers).hasSizeGreaterThanOrEqualTo(4).isSorted();
    Result previous = onHost("rollback");
    assertThat(previous.status()).as(previous.everything()).isZero();
    assertThat(previous.stdout()).contains("extra");
    Result drift = onHost("drift", "--from-receipt");
    assertThat(drift.status()).as(drift.everything()).isZero();
    assertThat(Tool.on(lab, "drift", PROFILE).stdout()).contains("old image: made from extra");
    assertFleetOf("old-image");
    assertThat(onHost("rollback", "--to", "999").status()).isEqualTo(64);
    Result beginning = onHost("rollback", "--to", "0");
    assertThat(beginning.status()).as(beginning.everything()).isZero();
    assertThat(beginning.stdout()).contains("packages that stay: ", "podman");
    // A line that somebody else has put into /etc/environment is theirs.
    assertThat(leftovers().replace("OTHER=1\n", "")).isEqualTo(bare);
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

  private Result plan(String user, Map<String, String> environment) {
    var words = new ArrayList<>(List.of("plan", "--profile", PROFILE));
    words.addAll(lab.target(user));
    return Tool.run(environment, words);
  }
}
