package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Debian 12 with podman 4.3. Who may come in, and who must wait, is the same everywhere. */
class BookwormIT extends HostContract {
  BookwormIT() {
    super("bookworm");
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

  private Result plan(String user, Map<String, String> environment) {
    var words = new ArrayList<>(List.of("plan", "--profile", PROFILE));
    words.addAll(lab.target(user));
    return Tool.run(environment, words);
  }
}
