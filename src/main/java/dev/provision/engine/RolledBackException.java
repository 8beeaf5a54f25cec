package dev.provision.engine;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** Apply failed; the host is back at what it was. */
public final class RolledBackException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  public RolledBackException(String message) {
    super(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.ROLLED_BACK;
  }
}
