package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Change;
import dev.provision.testing.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostStateTest {
  @Test
  void lingerNeedsTheManagerToo() {
    Resource linger = SystemdState.linger("a", 1001);
    assertThat(linger.change(Answers.to(linger, "enabled\nrunning\n"))).isEmpty();
    assertThat(linger.change(Answers.to(linger, "enabled\nstopped\n"))).isPresent();
    assertThat(linger.change(Answers.to(linger, "disabled\nrunning\n"))).isPresent();
  }

  @Test
  void delegationIsAskedOfARunningManagerOnly() {
    Resource delegation = SystemdState.delegation(1001, List.of("cpu", "io"));
    assertThat(delegation.change(Answers.to(delegation, "cpuset cpu io memory pids\n"))).isEmpty();
    assertThat(delegation.change(Answers.to(delegation, "memory pids\n"))).isPresent();
    assertThat(delegation.change(Answers.to(delegation, 1, ""))).isEmpty();
  }

  /** A rollback over a boot left the manager without what its drop-in says. */
  @Test
  void managerIsRestartedOverItsFilesOnTheWayBackToo() {
    String set = "X=/a\n";
    Resource wanted = SystemdState.managerVariable("a", 7, "X", "/a");
    Resource unwanted = SystemdState.noManagerVariable("a", 7, "X", "/a", "/d.conf");
    assertThat(wanted.change(Answers.to(wanted, set))).isEmpty();
    assertThat(unwanted.change(Answers.to(unwanted, "X=/theirs\n"))).isEmpty();
    assertThat(unwanted.change(Answers.to(unwanted, 1, ""))).as("no drop-in").isEmpty();
    for (Change change :
        List.of(
            wanted.change(Answers.to(wanted, "")).orElseThrow(),
            unwanted.change(Answers.to(unwanted, set)).orElseThrow())) {
      assertThat(change.ahead())
          .extracting(it -> it.call().function())
          .containsExactly("note_user_manager");
      assertThat(change.steps())
          .extracting(it -> it.call().function())
          .containsExactly("restart_user_manager");
    }
  }

  @Test
  void unitMustBeEnabledAndActive() {
    Resource unit = SystemdState.userUnit("a", 1001, "podman.socket");
    assertThat(unit.change(Answers.to(unit, "enabled\nactive\n"))).isEmpty();
    for (String seen :
        List.of("", "disabled\nactive\n", "enabled\nfailed\n", "masked\ninactive\n")) {
      assertThat(unit.change(Answers.to(unit, seen))).as(seen).isPresent();
    }
  }

  @Test
  void sysctlIsComparedByWords() {
    Resource sysctl = KernelState.sysctl("net.ipv4.ping_group_range", "0 2147483647");
    assertThat(sysctl.change(Answers.to(sysctl, "0\t2147483647\n"))).isEmpty();
    assertThat(sysctl.change(Answers.to(sysctl, "1\t0\n"))).isPresent();
    assertThat(sysctl.change(Answers.to(sysctl, 1, ""))).isPresent();
  }

  @Test
  void linkHasOneTarget() {
    Resource link = SystemdState.tmpfilesLink("/t", "/run/docker.sock", "/run/user/1001/p");
    assertThat(link.change(Answers.to(link, "/run/user/1001/p\n"))).isEmpty();
    assertThat(link.change(Answers.to(link, "/run/podman/podman.sock\n"))).isPresent();
    assertThat(link.change(Answers.to(link, 1, ""))).isPresent();
  }

  @Test
  void moduleIsLoadedOrNot() {
    Resource module = KernelState.module("overlay");
    assertThat(module.change(Answers.to(module, "loaded\n"))).isEmpty();
    assertThat(module.change(Answers.to(module, "missing\n"))).isPresent();
  }

  @Test
  void aclEntriesOfOthersStay() {
    var acl = new AccessControl("/home", List.of("user:a:rwx", "default:user:a:rwx"));
    String seen = "user::rwx\nuser:b:r-x\nuser:a:rwx\ngroup::r-x\nmask::rwx\nother::r-x\n";
    assertThat(acl.change(Answers.to(acl, seen)).orElseThrow().summary())
        .isEqualTo("default:user:a:rwx");
    assertThat(acl.change(Answers.to(acl, seen + "default:user:a:rwx\n"))).isEmpty();
  }

  @Test
  void storeWithAnotherDriverIsRefusedWithTheRemedy() {
    var driver = new StorageDriver("a", 1001, "/home/a", "overlay");
    assertThat(driver.conflict(Answers.to(driver, ""))).isEmpty();
    assertThat(driver.conflict(Answers.to(driver, "overlay\n"))).isEmpty();
    assertThat(driver.conflict(Answers.to(driver, "vfs\n")))
        .hasValueSatisfying(
            conflict -> assertThat(conflict.remedy()).contains("podman system reset as a"));
  }
}
