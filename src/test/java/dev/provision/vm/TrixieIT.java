package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.vm.Command.Result;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Debian 13 with podman 5.4. What an apply survives, and what wins, is the same everywhere. */
@Order(Integer.MAX_VALUE)
class TrixieIT extends HostContract {
  TrixieIT() {
    super("trixie");
  }

  @Override
  void becomesARunner() {
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
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

  @Test
  @Order(72)
  void storeThatIsPinnedToAnotherDriverIsRefusedWithTheRemedy() {
    String store = "/home/AzDevOps/.local/share/containers/storage";
    // podman's own: the layers of the driver that it is made to use here.
    lab.must("mv " + store + " /root/store");
    lab.step("podman --storage-driver vfs info");
    Result apply = Tool.on(lab, "apply", PROFILE);
    lab.must("rm -r " + store + " && mv /root/store " + store);
    assertThat(apply.status()).as(apply.everything()).isEqualTo(3);
    assertThat(apply.stderr()).contains("podman system reset as AzDevOps", "nothing was changed");
  }

  @Test
  @Order(73)
  void hostGoesBackByItselfWhenTheCallerIsGone() throws Exception {
    lab.must("rm -f /etc/containers/nodocker && chmod 0600 /etc/containers/policy.json");
    String before = lab.fingerprint();
    Process apply = Tool.until("verifying", lab, "apply", PROFILE);
    apply.destroyForcibly().waitFor();
    lab.must(
        "for i in $(seq 600); do [ -e /var/lib/provision/pending ] || exit 0; sleep 0.2; done;"
            + " exit 1");
    assertThat(lab.fingerprint()).isEqualTo(before);
  }

  @Test
  @Order(74)
  void powerThatFailsInAnApplyLeavesAHostThatTheNextMends() throws Exception {
    Process apply = Tool.until("verifying", lab, "apply", PROFILE);
    lab.powerCut();
    apply.destroyForcibly().waitFor();
    Result plan = Tool.on(lab, "plan", PROFILE);
    assertThat(plan.stdout()).contains("an earlier apply was interrupted");
    Result mended = Tool.on(lab, "apply", PROFILE);
    assertThat(mended.status()).as(mended.everything()).isZero();
    assertThat(mended.stderr()).contains("ending an interrupted apply");
    assertInSync();
    assertThat(
            lab.must(
                "find / -xdev -name '.provision.*' -o -xdev -name pending -path '*provision*'"))
        .isEmpty();
  }

  @Test
  @Order(41)
  void unitsOfTheAccountComeUp() {
    assertUnitsComeUp("generated\n");
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
    Result verify = Tool.on(lab, "verify", MORE, "--check", "agent.units", "--check", "state");
    assertThat(verify.status()).as(verify.everything()).isZero();
    assertUnitsAreUp();
  }

  @Test
  @Order(44)
  void unitsOfAnEarlierProfileGo() {
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertUnitsAreGone();
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
}
