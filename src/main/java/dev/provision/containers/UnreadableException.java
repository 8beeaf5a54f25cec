package dev.provision.containers;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/** A file that podman would refuse; every pull then fails. */
public final class UnreadableException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  private final transient Place place;

  public UnreadableException(Place place, String message) {
    super(place + ": " + message, null);
    this.place = place;
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.INVALID_PROFILE;
  }

  /** Where. */
  public Place place() {
    return place;
  }
}
