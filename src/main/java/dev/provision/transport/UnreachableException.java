package dev.provision.transport;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** The host could not be reached, or would not let us in or become root. */
public class UnreachableException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnreachableException(String message) {
    this(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.UNAVAILABLE;
  }
}
