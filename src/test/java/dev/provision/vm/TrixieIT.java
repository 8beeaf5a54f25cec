package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Debian 13 with podman 5.4. What an apply survives is the same everywhere. */
class TrixieIT extends HostContract {
  TrixieIT() {
    super("trixie");
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
}
