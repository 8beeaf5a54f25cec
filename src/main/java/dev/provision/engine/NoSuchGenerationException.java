package dev.provision.engine;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** A rollback to a generation that the host does not keep. */
public final class NoSuchGenerationException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  NoSuchGenerationException(int asked, String there) {
    super("there is no generation " + asked + " on this host; choose one of " + there, null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.USAGE;
  }
}
