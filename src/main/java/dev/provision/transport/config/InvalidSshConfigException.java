package dev.provision.transport.config;

/** A file of ssh_config(5) is unsound, or asks for what the built-in SSH does not do. */
public final class InvalidSshConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence that begins with file and line, and a remedy. */
  InvalidSshConfigException(String place, String what, String remedy) {
    super(place + ": " + what + "; " + remedy);
  }
}
