package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Debian package, on a Debian that has nothing but a Java. */
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
    Result result = run("src/main/deb/build", "target/dist/provision", "0.1.0", file);
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
        test -s /usr/share/provision/licences/slf4j-api-jar/LICENSE.txt
        zcat /usr/share/man/man1/provision-podman-run.1.gz | grep -q 'memory.*swap' && echo manual
        man -w provision-apply provision-schema provision-export-packer
        dpkg --purge provision >/dev/null 2>&1
        everything | diff /tmp/before - | grep -v -e /var/lib/dpkg -e /var/log -e '^[0-9,c]*[ad]' || true
        """;
    Result result =
        run(
            "src/lab/chroot",
            "run",
            distro,
            "--bind",
            folder + ":/service",
            "--",
            "bash",
            "-c",
            commands);
    assertThat(result.status()).as(result.everything()).isZero();
    assertThat(result.stdout())
        .isEqualTo(
            """
            provision 0.1.0
            ado-runner is sound
            complete -o default -F _complete_provision provision
            manual
            /usr/share/man/man1/provision-apply.1.gz
            /usr/share/man/man1/provision-schema.1.gz
            /usr/share/man/man1/provision-export-packer.1.gz
            """);
  }

  private static Result run(String... words) {
    return Command.run(PATIENCE, Map.of(), List.of(words));
  }
}
