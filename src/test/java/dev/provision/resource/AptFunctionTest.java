package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function in dash, with an apt-get that answers from a file, a line each time. */
class AptFunctionTest {
  private static final String LOCKED = "E: Could not get lock /var/lib/apt/lists/lock";

  @TempDir Path folder;

  @Test
  void listsThatAreLockedAreWaitedFor() throws Exception {
    Outcome update = update(LOCKED, LOCKED, "");
    assertThat(update.stdout()).isEqualTo("slept 5\nslept 5\nstatus 0\n");
  }

  @Test
  void lockIsNotWaitedForForEver() throws Exception {
    Outcome update = update(LOCKED);
    assertThat(update.stdout()).contains("slept 5\n".repeat(24)).endsWith("status 100\n");
    assertThat(update.stderr()).contains(LOCKED);
  }

  @Test
  void anythingElseIsToldAtOnce() throws Exception {
    Outcome update = update("E: Failed to fetch", "");
    assertThat(update.stdout()).isEqualTo("status 100\n");
    assertThat(update.stderr()).contains("E: Failed to fetch");
  }

  /** Found by cutting the power while apt worked: it took an empty list for fresh. */
  @Test
  void listsThatAPowerCutEmptiedAreFetchedAnew() throws Exception {
    assertThat(update("").stdout()).isEqualTo("status 0\n");
    known = "other";
    assertThat(update("", "").stdout()).isEqualTo("deleted\nstatus 0\n");
    known = "podman";
    assertThat(
            update("E: The package lists or status file could not be parsed or opened.", "")
                .stdout())
        .isEqualTo("deleted\nstatus 0\n");
  }

  private String known = "podman";

  /** Says each in turn and fails, the last one for ever; an empty one is a success. */
  private Outcome update(String... says) throws Exception {
    Path answers = Files.write(folder.resolve("answers"), List.of(says));
    Path apt = folder.resolve("apt-get");
    Files.writeString(
        apt,
        """
        #!/bin/sh
        said=$(head -n 1 %1$s)
        if [ "$(wc -l <%1$s)" -gt 1 ]; then sed -i 1d %1$s; fi
        [ -z "$said" ] || { echo "$said" >&2; exit 100; }
        """
            .formatted(answers));
    Path cache = folder.resolve("apt-cache");
    Files.writeString(cache, "#!/bin/sh\necho %s:\n".formatted(known));
    assertThat(apt.toFile().setExecutable(true) && cache.toFile().setExecutable(true)).isTrue();
    String text =
        Probe.program(List.of(new Fragment("resource/packages")))
            + "PATH=%s:$PATH\nsleep() { echo slept \"$@\" >&3; }\n".formatted(folder)
            + "find() { echo deleted >&3; }\n"
            + "apt_update podman; echo status $? >&3\n";
    return LocalShell.run(List.of("dash"), new Script(text, List.of(), new byte[0], Duration.ZERO));
  }
}
