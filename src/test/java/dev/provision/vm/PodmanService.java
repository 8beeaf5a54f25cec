package dev.provision.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real podman's service, rootless, in a chroot of {@code src/lab/chroot}, with one image, {@code
 * localhost/lab:1}, which holds only {@code /busybox}. Its socket is in a folder of this machine.
 */
final class PodmanService implements AutoCloseable {
  static final String IMAGE = "localhost/lab:1";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // The shell is the first process of its name space: with it all others end, and it ends with its
  // input, so also when this process is killed. The account there may be one here that is not ours.
  private static final String PROGRAM =
      """
      set -e
      cd /tmp
      mkdir root && cp /service/busybox root/
      tar --create --directory=root . | podman import --quiet - localhost/lab:1
      podman system service --time=0 unix:///service/s &
      while [ ! -S /service/s ]; do sleep 0.1; done
      chmod 666 /service/s
      touch /service/ready
      cat
      """;

  private final Path socket;
  private final Path ready;
  private final Path log;
  private final Process process;

  /**
   * Starts.
   *
   * @param distro {@code bookworm}, {@code trixie} or {@code forky}
   * @param folder empty, for the socket; its path must be short
   */
  PodmanService(String distro, Path folder) {
    socket = folder.resolve("s");
    ready = folder.resolve("ready");
    log = folder.resolve("log");
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"));
      process =
          new ProcessBuilder(
                  "src/lab/chroot",
                  "run",
                  distro,
                  "--bind",
                  folder + ":/service",
                  "--user",
                  "agent",
                  "--",
                  "bash",
                  "-c",
                  PROGRAM)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Path socket() {
    return socket;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(ready)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("no service: " + Files.readString(log));
      }
      Thread.sleep(50);
    }
  }
}
