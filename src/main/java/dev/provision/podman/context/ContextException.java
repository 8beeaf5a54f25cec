package dev.provision.podman.context;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** The folder that was to be sent to a build cannot be, as it is. */
public final class ContextException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  ContextException(String message, Throwable cause) {
    super(message, cause);
  }

  ContextException(String message) {
    this(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.USAGE;
  }
}
