package dev.provision.render;

import dev.provision.profile.Agent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A Debian with the real programs, from {@code src/lab/chroot}, which throws all writes away.
 * Without it this fails.
 */
enum Chroot {
  BOOKWORM("4.3"),
  TRIXIE("5.4"),
  FORKY("5.8");

  private static final Path SCRIPT =
      Path.of(System.getProperty("provision.chroot", "src/lab/chroot"));

  /** Not an answer: a test for a fault must not take it for one. */
  private static final int NOT_PREPARED = 99;

  private static final String PRELUDE =
      """
      trap 'exit 99' EXIT
      set -eu
      for folder in /home /srv /run /var/lib/containers; do
        mkdir -p "$folder"
        mount -t tmpfs -o mode=755 tmpfs "$folder"
      done
      mkdir -p /run/lock '/run/user/@UID@'
      other=$(getent passwd '@UID@' | cut -d: -f1)
      [ -z "$other" ] || userdel "$other"
      useradd --uid '@UID@' --create-home --home-dir '@HOME@' --shell /bin/bash '@USER@'
      """;

  private final String podman;

  Chroot(String podman) {
    this.podman = podman;
  }

  /** What a program said. */
  record Ran(int status, String out, String err) {}

  /** The version of podman in it, {@code 4.3}. */
  String podman() {
    return podman;
  }

  /**
   * Makes the account, puts the files in place, with their modes and owners, and runs a program of
   * sh.
   */
  Ran run(Agent agent, List<RenderedFile> files, String program) {
    var script =
        new StringBuilder(
            PRELUDE
                .replace("@UID@", String.valueOf(agent.uid()))
                .replace("@HOME@", agent.home())
                .replace("@USER@", agent.user()));
    for (RenderedFile file : files) {
      script
          .append(
              "install -D -m %s -o %s -g %s /dev/null '%s'\n"
                  .formatted(file.mode(), file.owner(), file.group(), file.path()))
          .append("base64 -d >'%s' <<'END'\n".formatted(file.path()))
          .append(
              Base64.getMimeEncoder(76, new byte[] {'\n'})
                  .encodeToString(file.content().getBytes(StandardCharsets.UTF_8)))
          .append("\nEND\n");
    }
    script.append("trap - EXIT\nmain() {\n").append(program).append("\n}\nmain </dev/null\n");
    try {
      return run(script.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("no chroot to ask: " + SCRIPT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Ran run(String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile("chroot", ".out");
    Path err = Files.createTempFile("chroot", ".err");
    try {
      Process process =
          new ProcessBuilder(
                  SCRIPT.toAbsolutePath().toString(),
                  "run",
                  name().toLowerCase(Locale.ROOT),
                  "--network",
                  "--",
                  "sh",
                  "-s")
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(script.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroy();
        throw new IllegalStateException(this + " did not answer: " + Files.readString(err));
      }
      if (process.exitValue() == NOT_PREPARED) {
        throw new IllegalStateException(this + " was not prepared: " + Files.readString(err));
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
