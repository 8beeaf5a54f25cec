package dev.provision.engine;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** Apply failed and so did going back; the message says what to do by hand. */
public final class BrokenException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  public BrokenException(String message) {
    super(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.BROKEN;
  }
}
