package dev.provision.engine;

import static dev.provision.engine.ChrootHost.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of access, units and packages come back, or are told, with Debian's own programs. */
class HostUndoIT {
  private static final String SYSTEMD = "resource/systemd";
  private final ChrootHost host = new ChrootHost();

  @Test
  void listsOfAccessOutliveThoseTheyName() {
    var ran =
        host.sh("useradd gone; mkdir /srv/x; setfacl -m u:gone:rwx,d:u:gone:r /srv/x")
            .sh("getfacl -n /srv/x >/tmp/before 2>/dev/null")
            .apply(step("resource/acl", "set_acl", "/srv/x", "d:u:games:rwx"))
            .sh("getfacl -n /srv/x 2>/dev/null | cmp -s - /tmp/before && echo unchanged")
            .sh("userdel gone")
            .rollBack("0")
            .sh("getfacl -n /srv/x 2>/dev/null | cmp - /tmp/before && echo back")
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(host.printed().strip()).isEqualTo("back");
  }

  @Test
  void accessListsOfAFileThatIsNotOursAloneStay() {
    Step write =
        new Step(
            "write",
            new Call(
                new Fragment("resource/file"),
                "rewrite_file",
                List.of("/etc/environment", "0644", "root", "root")),
            Optional.of(new Step.Content("A=1\n")));
    var ran =
        host.sh("setfacl -m u:games:r /etc/environment; getfacl -n /etc/environment >/tmp/acl")
            .apply(write)
            .sh("getfacl -n /etc/environment | cmp - /tmp/acl; cat /etc/environment")
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(host.printed()).contains("A=1\n").doesNotContain("differ");
  }

  @Test
  void unitThatWasOnlyLinkedIsOnlyLinkedAgain() {
    String user = "runuser -u runner -- env SYSTEMD_OFFLINE=1 systemctl --user ";
    String links = "find /home/runner/.config/systemd -type l -printf '%P %l\\n' | sort; ";
    var ran =
        host.sh(
                "useradd -m -u 2001 runner; printf '[Install]\\nWantedBy=default.target\\n' "
                    + "| tee /srv/x.service >/home/runner/x.service; cd /")
            .sh(user + "-q link /srv/x.service; " + links + "echo")
            .apply(step(SYSTEMD, "enable_user_unit", "runner", "2001", "x.service"))
            .sh(user + "is-enabled x.service; echo")
            .rollBack("0")
            .sh(links)
            .end();
    ran.forEach(ChrootHost.Ran::check);
    String[] printed = host.printed().split("\n\n");
    assertThat(printed[1]).isEqualTo("enabled");
    assertThat(printed[0]).contains("x.service /srv/x.service");
    assertThat(printed[2].strip()).isEqualTo(printed[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "enabled,active",
    "enabled,inactive",
    "disabled,active",
    "disabled,inactive",
    "enabled,failed"
  })
  void unitRunsAndIsEnabledAsBefore(String enabled, String active) {
    String socket =
        "useradd -m -u 2001 runner; mkdir -p /run/user/2001; perl -e 'use Socket;"
            + " socket(S, PF_UNIX, SOCK_STREAM, 0); bind(S, sockaddr_un(\"/run/user/2001/bus\"))'";
    String fake =
        "user_systemctl() { shift 2; now=${3-no}; case $1 in"
            + " is-enabled) cat /tmp/enabled;; is-active) cat /tmp/active;;"
            + " enable) echo enabled >/tmp/enabled; [ $now = no ] || echo active >/tmp/active;;"
            + " disable) echo disabled >/tmp/enabled; [ $now = no ] || echo inactive >/tmp/active;;"
            + " start) echo active >/tmp/active;; stop) echo inactive >/tmp/active;; esac; }";
    for (String change : List.of("enable_user_unit", "stop_user_unit")) {
      var host = new ChrootHost();
      var ran =
          host.sh(socket + "; echo " + enabled + " >/tmp/enabled; echo " + active + " >/tmp/active")
              .applyAndGoBack(
                  step(SYSTEMD, "eval", fake),
                  step(SYSTEMD, change, "runner", "2001", "x.service"),
                  step(SYSTEMD, "cp", "/tmp/enabled", "/tmp/active", "/srv"))
              .sh("cat /srv/enabled /srv/active /tmp/enabled /tmp/active")
              .end();
      ran.forEach(ChrootHost.Ran::check);
      String between = change.startsWith("enable") ? "enabled\nactive\n" : "disabled\ninactive\n";
      String after = active.equals("failed") ? "inactive" : active;
      assertThat(host.printed().strip()).isEqualTo(between + enabled + "\n" + after);
    }
  }

  /** With programs of its own in the place of apt and dpkg. */
  @Test
  void packagesThatCameAlongAreToldAndWhatOthersInstalledIsNot() {
    var ran =
        host.sh("cd /usr/local/bin; for f in apt-get apt-cache dpkg dpkg-query; do")
            .sh("echo '#!/bin/sh' >$f; chmod +x $f; done; cd /")
            .sh("echo 'cat /tmp/installed' >>/usr/local/bin/dpkg-query")
            .sh("echo 'echo \"$3:\"' >>/usr/local/bin/apt-cache")
            .sh("echo 'cp /tmp/later /tmp/installed' >>/usr/local/bin/apt-get")
            .sh("printf 'installed %s\\n' 'libc6 2.36' 'sh 1' >/tmp/installed")
            .sh("printf 'installed %s\\n' 'crun 1' 'libc6 2.37' 'podman 4' 'sh 1' >/tmp/later")
            .apply(step("resource/packages", "apt_install", "podman"))
            .sh("printf 'installed %s\\n' 'theirs 1' >>/tmp/installed")
            .rollBack("0")
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(ran.get(1).ending().packagesKept()).containsExactly("crun", "podman");
    assertThat(ran.get(1).ending().stays())
        .containsExactly("package libc6, upgraded from 2.36 to 2.37");
  }
}
