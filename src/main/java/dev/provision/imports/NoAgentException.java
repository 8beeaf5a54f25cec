package dev.provision.imports;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** Nobody said which account the agent runs as, and the host does not tell. */
public final class NoAgentException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  NoAgentException(String message) {
    super(message, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.USAGE;
  }
}
