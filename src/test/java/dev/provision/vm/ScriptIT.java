package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code provision export script} and {@code cloud-init} make of clean machines. */
@Order(Integer.MAX_VALUE - 2)
class ScriptIT {
  private static final String PROFILE = "ado-runner";
  private static final String SCRIPT = "sh /root/runner.sh";

  /** Stands where podman will be, and fails when it is asked about itself. */
  private static final String BROKEN_PODMAN =
      """
      dpkg-divert --quiet --local --rename --divert /usr/bin/podman.real --add /usr/bin/podman
      printf '#!/bin/sh\\n[ "$1" != info ] || exit 125\\nexec podman.real "$@"\\n' >/usr/bin/podman
      chmod 0755 /usr/bin/podman
      """;

  private static final String WHOLE_PODMAN =
      "rm /usr/bin/podman && dpkg-divert --quiet --local --rename --remove /usr/bin/podman";

  /** The lab's own machine: its network, its accounts, its keys and its mirror stay. */
  private static final String CLOUD_IMAGE =
      """
      mkdir -p /etc/cloud/cloud.cfg.d
      cat >/etc/cloud/cloud.cfg.d/99_lab.cfg <<'END'
      datasource_list: [NoCloud]
      network: {config: disabled}
      users: []
      disable_root: false
      ssh_deletekeys: false
      preserve_hostname: true
      apt: {preserve_sources_list: true}
      END
      rm /etc/cloud/cloud-init.disabled
      mkdir -p /var/lib/cloud/seed/nocloud
      echo 'instance-id: first' >/var/lib/cloud/seed/nocloud/meta-data
      """;

  @TempDir Path folder;

  @Test
  void scriptMakesARunnerOrLeavesNothing() throws Exception {
    try (var lab = Lab.up("script-bookworm", "bookworm")) {
      put(lab, export("script", "runner.sh"), "/root/runner.sh");
      lab.must(BROKEN_PODMAN);
      Result broken = lab.root(SCRIPT);
      assertThat(broken.status()).as(broken.everything()).isEqualTo(3);
      assertThat(broken.stderr())
          .contains("verify podman as a step sees it", "as before, but these packages stay: ");
      assertThat(lab.root("getent passwd AzDevOps").stdout()).isEmpty();
      lab.must(WHOLE_PODMAN);
      String before = lab.fingerprint();

      Result made = lab.root(SCRIPT);
      assertThat(made.status()).as(made.everything()).isZero();
      assertThat(made.stdout()).isEqualTo("this machine is a runner now, generation 1\n");
      assertThat(made.stderr()).doesNotContain("did not");
      Result plan = Tool.on(lab, "plan", PROFILE);
      assertThat(plan.status()).as(plan.everything()).isZero();

      String runner = lab.fingerprint();
      Result again = lab.root(SCRIPT);
      assertThat(again.status()).isZero();
      assertThat(again.stderr()).isEmpty();
      assertThat(lab.fingerprint()).isEqualTo(runner);

      var words = new ArrayList<>(List.of("rollback", "--to", "0"));
      words.addAll(lab.target("packer"));
      Result back = Tool.run(Map.of(), words);
      assertThat(back.status()).as(back.everything()).isZero();
      assertThat(lab.fingerprint()).isEqualTo(before);
    }
  }

  @Test
  void cloudInitMakesARunner() throws Exception {
    try (var lab = Lab.up("script-trixie", "trixie")) {
      lab.must(CLOUD_IMAGE);
      put(lab, export("cloud-init", "user-data"), "/var/lib/cloud/seed/nocloud/user-data");
      lab.must("cloud-init schema --config-file /var/lib/cloud/seed/nocloud/user-data");

      lab.reboot();
      Result made = lab.root("cloud-init status --wait --long");
      assertThat(made.stdout()).as(made.everything()).contains("status: done");
      assertThat(lab.must("stat -c %a:%U /var/log/provision.log")).isEqualTo("600:root");
      assertThat(lab.must("cat /var/log/provision.log")).contains("generation 1");
      Result plan = Tool.on(lab, "plan", PROFILE);
      assertThat(plan.status()).as(plan.everything()).isZero();
    }
  }

  private Path export(String tool, String file) {
    Result export =
        Tool.run("export", tool, "--profile", PROFILE, "--out", folder.resolve(tool).toString());
    assertThat(export.status()).as(export.everything()).isZero();
    return folder.resolve(tool).resolve(file);
  }

  private static void put(Lab lab, Path file, String place) throws IOException {
    lab.must("cat >" + place + " <<'LAB'\n" + Files.readString(file) + "LAB");
  }
}
