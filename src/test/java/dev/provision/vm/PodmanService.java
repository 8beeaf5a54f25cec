package dev.provision.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real podman's service, rootless, in a chroot of {@code src/lab/chroot}, with one image, {@code
 * localhost/lab:1}, which holds only {@code /busybox}. Its socket is in a folder of this machine.
 */
final class PodmanService implements AutoCloseable {
  static final String IMAGE = "localhost/lab:1";

  // The account there may be one here that is not ours.
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
  private final AgentShell shell;

  /**
   * Starts.
   *
   * @param distro {@code bookworm}, {@code trixie} or {@code forky}
   * @param folder empty, for the socket; its path must be short
   */
  PodmanService(String distro, Path folder) {
    socket = folder.resolve("s");
    try {
      Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shell = new AgentShell(distro, folder, PROGRAM);
    shell.await("ready");
  }

  Path socket() {
    return socket;
  }

  @Override
  public void close() {
    shell.close();
  }
}
