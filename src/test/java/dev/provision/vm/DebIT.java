package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Debian package, on a Debian that has nothing but a Java, and in a container image. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebIT {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Path folder;

  @BeforeAll
  void build(@TempDir Path folder) {
    this.folder = folder;
    build("provision.deb");
  }

  private void build(String name) {
    String file = folder.resolve(name).toString();
    Result result = run("src/main/deb/build", "target/dist/provision", Tool.version(), file);
    assertThat(result.status()).as(result.everything()).isZero();
  }

  @Test
  void sameTreeGivesTheSameBytes() throws Exception {
    build("again.deb");
    assertThat(Files.mismatch(folder.resolve("provision.deb"), folder.resolve("again.deb")))
        .isEqualTo(-1);
  }

  /** An account without a home of its own, as many agents are, may only read. */
  @ParameterizedTest
  @ValueSource(strings = {"bookworm-java", "trixie-java"})
  void isInstalledUsedAndTakenAway(String distro) {
    String commands =
        """
        set -e
        cd /
        everything() { find / -xdev -path /proc -prune -o -path /service -prune -o -print | sort; }
        everything >/tmp/before
        dpkg -i /service/provision.deb >/tmp/dpkg 2>&1 || { cat /tmp/dpkg; exit 1; }
        test -s /usr/share/provision/lib/provision.jsa
        as() { setpriv --reuid 65534 --regid 65534 --clear-groups env -i HOME=/nonexistent \\
          PATH=/usr/bin:/bin "$@"; }
        as provision --version
        as provision validate --profile ado-runner
        as provision render --profile ado-runner --file /etc/containers/nodocker
        bash -c '. /usr/share/bash-completion/completions/provision && complete -p provision'
        test -s /usr/share/provision/profile.schema.json
        (cd /usr/share/provision && test -s sbom.cdx.json -a -s THIRD-PARTY.md -a -s LICENSE)
        test -s /usr/share/provision/ansible-compat/roles/runner/tasks/main.yml
        test -s /usr/share/provision/licences/slf4j-api-jar/LICENSE.txt
        zcat /usr/share/man/man1/provision-podman-run.1.gz | grep -q 'memory.*swap' && echo manual
        man -w provision-apply provision-drift-merge provision-export-cloud-init
        dpkg --purge provision >/dev/null 2>&1
        everything | diff /tmp/before - | grep -v -e /var/lib/dpkg -e /var/log -e '^[0-9,c]*[ad]' || true
        """;
    String said = inChroot(distro, commands, "--bind", folder + ":/service");
    assertThat(said)
        .isEqualTo(
            """
            provision %s
            ado-runner is sound
            complete -o default -F _complete_provision provision
            manual
            /usr/share/man/man1/provision-apply.1.gz
            /usr/share/man/man1/provision-drift-merge.1.gz
            /usr/share/man/man1/provision-export-cloud-init.1.gz
            """
                .formatted(Tool.version()));
  }

  /** Built by buildah and run by podman, both rootless, without a network. */
  @Test
  void runsInAContainerThatIsReadOnly() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.copy(Path.of("src/main/container/Containerfile"), folder.resolve("Containerfile"));
    String java = run("src/lab/chroot", "path", "bookworm-java").stdout().strip();
    // apt would download as an account that is beyond the few that the lab's agent has.
    String base =
        """
        mkdir -p /tmp/etc/apt/apt.conf.d
        echo 'APT::Sandbox::User "root";' >/tmp/etc/apt/apt.conf.d/sandbox
        tar --create --file /service/base.tar --numeric-owner --directory /java . \
          --directory /tmp ./etc/apt/apt.conf.d/sandbox
        """;
    inChroot("bookworm", base, "--bind", folder + ":/service", "--bind", java + ":/java");
    String commands =
        """
        set -e
        said() { "$@" >/tmp/said 2>&1 || { cat /tmp/said; exit 1; }; }
        said podman import /service/base.tar localhost/base
        said buildah build --network none --build-arg BASE=localhost/base --tag localhost/provision \
          --build-arg DEB=provision.deb --file /service/Containerfile /service
        run() { podman run --rm --network none --read-only --read-only-tmpfs=false "$@"; }
        run localhost/provision --version
        run localhost/provision validate --profile ado-runner
        run --user 4711 localhost/provision render --profile ado-runner \
          --file /etc/modules-load.d/provision.conf 2>/dev/null
        run --entrypoint sh localhost/provision -c 'id -un; test -s /usr/share/provision/lib/provision.jsa
          for place in . /tmp /usr/share/provision/lib; do ! touch $place/x 2>/dev/null || echo $place; done'
        """;

    String said = inChroot("bookworm", commands, "--bind", folder + ":/service", "--user", "agent");

    assertThat(said)
        .isEqualTo(
            """
            provision %s
            ado-runner is sound
            # Managed by provision; comes from [kernel] of the profile ado-runner. Change it there.
            overlay
            provision
            """
                .formatted(Tool.version()));
  }

  private static String inChroot(String distro, String commands, String... options) {
    var words = new ArrayList<>(List.of("src/lab/chroot", "run", distro));
    words.addAll(List.of(options));
    words.addAll(List.of("--", "bash", "-c", commands));
    Result result = run(words.toArray(String[]::new));
    assertThat(result.status()).as(result.everything()).isZero();
    return result.stdout();
  }

  private static Result run(String... words) {
    return Command.run(PATIENCE, Map.of(), List.of(words));
  }
}
