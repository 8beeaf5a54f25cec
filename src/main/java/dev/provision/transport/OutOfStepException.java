package dev.provision.transport;

/**
 * A login and a command that were sent together came to nothing, by the server's own word, and the
 * plain order on a new connection may do better. Never thrown when the command may have run.
 */
final class OutOfStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfStepException(String message) {
    super(message);
  }
}
