package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** The command line asks for something that cannot be done as written. */
final class UsageException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  UsageException(String message) {
    this(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.USAGE;
  }
}
