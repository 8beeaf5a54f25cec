package dev.provision;

/**
 * Something went wrong that is not a bug of ours. Each subclass stands for whose fault it is and
 * knows its exit code; one handler in the command line prints the message. A negative answer (a
 * plan, a finding) is a value, never an exception.
 */
public abstract class ProvisionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected ProvisionException(String message, Throwable cause) {
    super(message, cause);
  }

  /** How the process ends when nobody handles this. */
  public abstract ExitCode exitCode();
}
