package dev.provision.transport;

/** Nobody answered, or the line broke before anybody was let in: another try may do better. */
public final class NoConnectionException extends UnreachableException {
  private static final long serialVersionUID = 1L;

  public NoConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
