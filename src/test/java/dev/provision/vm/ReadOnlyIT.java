package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball where nothing at all may be written, not even to /tmp, and nobody has a home. */
class ReadOnlyIT {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String COMMANDS =
      """
      set -e
      tar -xzf /service/provision.tar.gz -C /opt --no-same-owner
      # The last mount is made read-only first: it may hide another.
      places=
      while read -r _ place _; do
        case $place in
          /proc* | /sys* | /dev | /dev/pts | /dev/mqueue) ;;
          *) places="$place $places" ;;
        esac
      done </proc/self/mounts
      for place in $places; do mount -o remount,bind,ro "$place"; done
      for place in / /opt/provision/lib /tmp /var/tmp /run /root /home/agent /dev/shm /tree; do
        if touch "$place/x" 2>/dev/null; then echo "$place can be written to"; fi
      done
      as() {
        setpriv --reuid "$1" --regid "$1" --clear-groups env -i PATH=/usr/bin:/bin \\
          TMPDIR=/nonexistent /opt/provision/bin/provision "${@:2}" 2>/dev/null
      }
      for uid in 0 65534; do
        as $uid --version
        as $uid validate --profile ado-runner
        as $uid render --profile ado-runner --file /etc/modules-load.d/provision.conf
      done
      plan=$(as 0 plan --profile ado-runner --root /tree) || echo "plan: $?"
      printf '%s\\n' "$plan" | grep -o '+ file:/etc/containers/policy.json'
      """;

  @Test
  void doesAllThatNeedsNoWriting(@TempDir Path folder) throws Exception {
    Files.copy(Tool.tarball(), folder.resolve("provision.tar.gz"));
    String tree = run("src/lab/chroot", "path", "bookworm-java").stdout().strip();

    Result result =
        run(
            "src/lab/chroot",
            "run",
            "bookworm-java",
            "--bind",
            folder + ":/service",
            "--bind",
            tree + ":/tree",
            "--",
            "bash",
            "-c",
            COMMANDS);

    assertThat(result.status()).as(result.everything()).isZero();
    String told =
        """
        provision %s
        ado-runner is sound
        # Managed by provision; comes from [kernel] of the profile ado-runner. Change it there.
        overlay
        """
            .formatted(Tool.version());
    assertThat(result.stdout())
        .isEqualTo(told + told + "plan: 2\n+ file:/etc/containers/policy.json\n");
  }

  private static Result run(String... words) {
    return Command.run(PATIENCE, Map.of(), List.of(words));
  }
}
