package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;
import dev.provision.containers.UnreadableException;

/** A file on a host with which podman pulls nothing: every image is denied. */
final class UnusableFileException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  UnusableFileException(String host, UnreadableException cause) {
    super(
        host
            + ": "
            + cause.getMessage()
            + "; podman refuses this file, so every pull fails there. Mend it or remove it",
        cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.DIFFERENT;
  }
}
