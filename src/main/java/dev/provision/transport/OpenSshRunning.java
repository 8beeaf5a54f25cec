package dev.provision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A command behind an {@code ssh}, whose own failures are told from the command's. */
final class OpenSshRunning implements Running {
  private final String name;
  private final Process ssh;
  private final OpenSshEnding ending;
  private final InputStream stderr;

  OpenSshRunning(String name, Process ssh, OpenSshEnding ending) {
    this.name = name;
    this.ssh = ssh;
    this.ending = ending;
    stderr = ending.without(ssh.getErrorStream());
  }

  @Override
  public OutputStream stdin() {
    return ssh.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return ssh.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return stderr;
  }

  /**
   * What the host has said, as soon as that was read.
   *
   * @throws UnreachableException when ssh ends without it
   */
  @Override
  public OptionalInt status(Duration patience) throws IOException {
    if (ending.status().isPresent()) {
      return ending.status();
    }
    try {
      if (!ssh.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return OptionalInt.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (ending.status().isPresent()) {
      return ending.status();
    }
    if (patience.isZero()) {
      // It has ended; its last words are still to be read.
      return OptionalInt.of(ssh.exitValue());
    }
    throw OpenSshFailure.of(name, ending);
  }

  @Override
  public void close() {
    ssh.destroy();
  }
}
