package dev.provision.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of bash that runs as the agent in a chroot of {@code src/lab/chroot}, which sees a
 * folder of this machine as {@code /service}. The shell is the first process of its name space:
 * with it all others end. It should end with its input, which it does when this process is killed.
 */
final class AgentShell implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Process process;

  /**
   * Starts.
   *
   * @param distro {@code bookworm}, {@code trixie} or {@code forky}
   * @param folder everybody may write into it afterwards
   */
  AgentShell(String distro, Path folder, String program) {
    this.folder = folder;
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      process =
          new ProcessBuilder(
                  List.of(
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
                      program))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the program has made this file in the folder. */
  void await(String file) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!Files.exists(folder.resolve(file))) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw new IllegalStateException(
              "no " + file + ": " + Files.readString(folder.resolve("log")));
        }
        Thread.sleep(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The first process of its name spaces, as this machine numbers it. */
  long pid() {
    return process.children().findFirst().orElseThrow().pid();
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
}
