package dev.provision.engine;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** Another apply holds the host's lock, or what would be taken back is in use. */
public final class BusyException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  public BusyException(String message) {
    super(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.BUSY;
  }
}
