package dev.provision.engine;

import static dev.provision.engine.ChrootHost.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An account that comes and goes, with Debian's own programs. */
class AccountUndoIT {
  private static final String ACCOUNT = "resource/account";
  private static final String HOME = "/home/runner";
  private static final Step GROUP = step(ACCOUNT, "create_group", "runner", "2001");
  private static final Step USER =
      step(ACCOUNT, "create_user", "runner", "2001", "2001", HOME, "/bin/sh");
  private static final Step FAILING = step("resource/file", "no_such_function");
  private static final String LEAVES = "ls -d " + HOME + " 2>&1; id runner 2>&1; ";

  private final ChrootHost host = new ChrootHost();

  @Test
  void whatOthersPutIntoTheHomeIsMovedAway() {
    var ran =
        host.apply(GROUP, USER)
            .sh("echo work >" + HOME + "/result")
            .rollBack("0")
            .sh(LEAVES + "cat /var/lib/provision/homes/runner-1/result")
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(host.printed()).contains("cannot access '/home/runner'", "no such user", "work\n");
    assertThat(ran.get(1).ending().stays())
        .containsExactly("what was in /home/runner, now in /var/lib/provision/homes/runner-1");
  }

  @Test
  void diskThatIsMountedInTheHomeKeepsARollBackFromBeginning() {
    for (String mount :
        List.of(
            "mount -t tmpfs tmpfs /home/runner/_work",
            "mount --bind /srv/data /home/runner/_work")) {
      var host = new ChrootHost();
      var ran =
          host.apply(GROUP, USER)
              .apply(step("resource/file", "put_folder", "/srv/second", "0755", "root", "root"))
              .sh("mkdir -p /srv/data /home/runner/_work; " + mount)
              .sh("echo theirs >/home/runner/_work/file")
              .rollBack("0")
              .sh("cat /home/runner/_work/file; id -un runner; ls -d /srv/second")
              .sh("umount /home/runner/_work")
              .rollBack("0")
              .sh(LEAVES)
              .end();
      assertThatThrownBy(ran.get(2)::check)
          .isInstanceOf(BusyException.class)
          .hasMessageContainingAll("mounted on /home/runner/_work", "nothing was changed");
      assertThat(host.printed()).as(mount).contains("theirs\nrunner\n/srv/second\n");
      ran.get(3).check();
      assertThat(host.printed()).contains("cannot access '/home/runner'", "no such user");
    }
  }

  @Test
  void applyThatFailsLeavesWhatIsMountedInTheHomeAlone() {
    var ran =
        host.sh("mkdir -p /srv/data; echo theirs >/srv/data/file")
            .apply(
                GROUP,
                USER,
                step("resource/file", "mkdir", HOME + "/_work"),
                step("resource/file", "mount", "--bind", "/srv/data", HOME + "/_work"),
                FAILING)
            .sh("cat /srv/data/file; id runner 2>&1")
            .end();
    assertThatThrownBy(ran.get(0)::check)
        .isInstanceOf(RolledBackException.class)
        .hasMessageContaining("/home/runner, since something is mounted in it");
    assertThat(host.printed()).contains("theirs\n", "no such user");
  }

  @Test
  void accountAtWorkKeepsARollBackFromBeginning() {
    var ran =
        host.apply(GROUP, USER)
            .sh("runuser -u runner -- sleep 60 & sleep 0.5")
            .rollBack("0")
            .sh("id -un runner; ls -d " + HOME + "; kill $!; wait")
            .rollBack("0")
            .sh(LEAVES)
            .end();
    assertThatThrownBy(ran.get(1)::check)
        .isInstanceOf(BusyException.class)
        .hasMessageContainingAll("runner is at work in process ", "(sleep)", "nothing was changed");
    assertThat(host.printed()).contains("runner\n/home/runner\n");
    ran.get(2).check();
    assertThat(host.printed()).contains("cannot access '/home/runner'", "no such user");
  }

  /** podman leaves it outside of the account's manager when it has to start it anew. */
  @Test
  void processThatHoldsTheNameSpaceOfPodmanIsNoWork() {
    var ran =
        host.apply(
                GROUP,
                USER,
                step(ACCOUNT, "add_subordinate_ids", "runner", "uid", "700000", "765535"))
            .sh("runuser -u runner -- catatonit -P & sleep 0.5; pgrep -l -u runner")
            .rollBack("0")
            .sh(LEAVES + "wait")
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(host.printed())
        .contains(" catatonit\n", "cannot access '/home/runner'", "no such user");
  }

  /** The power went, the machine came back and was used, and days later somebody applies again. */
  @Test
  void applyThatDiedLongAgoTakesNothingOfOthers() {
    String died =
        "mv /var/lib/provision/generations/1 /var/lib/provision/pending;"
            + " touch -d '-1 day' /var/lib/provision/pending/journal; ";
    var ran =
        host.apply(GROUP, USER)
            .sh(died + "echo work >" + HOME + "/result")
            .sh("runuser -u runner -- sleep 60 & sleep 0.5")
            .rollBack("0")
            .sh("id -un runner; ls -d " + HOME + "; kill $!; wait")
            .rollBack("0")
            .sh(LEAVES + "cat /var/lib/provision/homes/runner-1/result")
            // Nobody's but the apply's that died: nothing to keep.
            .apply(GROUP, USER)
            .sh(died + "touch -d '-1 day' " + HOME + "/.* ")
            .rollBack("0")
            .sh("ls /var/lib/provision/homes")
            .end();
    assertThatThrownBy(ran.get(1)::check)
        .isInstanceOf(BusyException.class)
        .hasMessageContainingAll("runner is at work in process ", "(sleep)", "nothing was changed");
    assertThat(host.printed()).contains("runner\n/home/runner\n", "no such user", "work\n");
    ran.get(2).check();
    assertThat(ran.get(2).ending().stays())
        .containsExactly("what was in /home/runner, now in /var/lib/provision/homes/runner-1");
    ran.get(4).check();
    assertThat(host.printed()).endsWith("runner-1\n ");
  }

  @Test
  void applyThatFailsEndsWhatItsAccountRuns() {
    String background =
        "runuser -u runner -- sh -c 'trap : TERM; while :; do sleep 1; done' 9>&- &";
    var ran =
        host.apply(GROUP, USER, step(ACCOUNT, "sh", "-c", background + " sleep 0.5"), FAILING)
            .sh(LEAVES)
            .end();
    assertThatThrownBy(ran.get(0)::check)
        .isInstanceOf(RolledBackException.class)
        .hasMessageContaining("the host is as before");
    assertThat(host.printed()).contains("cannot access '/home/runner'", "no such user");
  }

  /** userdel takes along whatever has the account's name in it. */
  @Test
  void whatNamedTheAccountBeforeItCameIsThereAgain() {
    String files = "/etc/passwd /etc/shadow /etc/group /etc/gshadow /etc/subuid /etc/subgid";
    String compare =
        "for f in "
            + files
            + "; do cmp $f /tmp/before/${f##*/}; done; ls -l "
            + files
            + " | cut -d ' ' -f 1-4 | cmp - /tmp/modes; ls -d /etc/*.lock /etc/.provision* 2>/dev/null\n";
    host.sh("groupadd -g 2001 runner; groupadd late")
        .sh(
            "sed -i 's/^adm:.*/&syslog,runner,other/; s/^audio:.*/&runner/' /etc/group /etc/gshadow")
        .sh("sed -i 's/^tape:\\([^:]*\\)::/tape:\\1:runner:/' /etc/gshadow")
        .sh("echo other:100000:65536 >/etc/subuid; echo runner:300000:9 >>/etc/subuid")
        .sh("echo last:500000:9 >>/etc/subuid; cp /etc/subuid /etc/subgid")
        .sh("mkdir /tmp/before; cp " + files + " /tmp/before")
        .sh("ls -l " + files + " | cut -d ' ' -f 1-4 >/tmp/modes");
    Step[] steps = {
      USER,
      step(ACCOUNT, "join_group", "runner", "dialout"),
      step(ACCOUNT, "add_subordinate_ids", "runner", "uid", "700000", "765535"),
      step(ACCOUNT, "add_subordinate_ids", "runner", "gid", "700000", "765535")
    };
    var ran =
        host.apply(steps)
            .sh("grep -q runner /etc/passwd || echo none")
            .rollBack("0")
            .sh(compare)
            .applyAndGoBack(steps)
            .sh(compare)
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(host.printed()).isBlank();
  }

  @Test
  void whatOthersDidToTheSameFilesStays() {
    var ran =
        host.sh("sed -i 's/^adm:.*/&runner/' /etc/group")
            .sh("echo runner:300000:9 >>/etc/subuid")
            .apply(GROUP, USER)
            .sh("useradd --system later; gpasswd -a later adm >/dev/null")
            .rollBack("0")
            .sh("grep -E '^(adm|later|runner):' /etc/group /etc/gshadow | cut -d : -f 1,2,5")
            .sh("cat /etc/subuid; rm -rf /var/lib/provision/homes; ls -A /var/lib/provision")
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(host.printed())
        .contains("group:adm:later,runner\n", "group:later:\n", "runner:300000:9\n")
        .doesNotContain("group:runner");
  }
}
