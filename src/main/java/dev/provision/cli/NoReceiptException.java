package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;
import dev.provision.engine.Receipt;

/** A host that does not say what it was made from. */
final class NoReceiptException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  NoReceiptException(String host) {
    super(
        host + " has no " + Receipt.PATH + " that can be read; name the profile with --profile",
        null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.INVALID_PROFILE;
  }
}
