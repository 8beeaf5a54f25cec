package dev.provision.podman;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;

/**
 * Podman answered that it will not, or could not, do it.
 *
 * <p>The API's error is {@code {"cause": ..., "message": ..., "response": 404}}; the cause is the
 * kind of error, the message tells the circumstances and ends with the cause.
 */
public final class RefusedException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param message for people
   * @param status of HTTP; 0 when the error came in the middle of an answer
   * @param reason podman's cause; empty when it gave none
   */
  public RefusedException(String message, int status, String reason) {
    super(message, null);
    this.status = status;
    this.reason = reason;
  }

  /** Status of HTTP; 0 when the error came in the middle of an answer. */
  public int status() {
    return status;
  }

  /** Podman's cause; empty when it gave none. */
  public String reason() {
    return reason;
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.REFUSED;
  }
}
