package dev.provision.transport;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** A program on the host ran longer than it may. */
public final class TimeLimitException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  public TimeLimitException(String message) {
    super(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.UNAVAILABLE;
  }
}
