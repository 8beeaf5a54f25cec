package dev.provision.transport.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Who reads a file, and where.
 *
 * @param user the login name, which is also that on the host where nobody says another
 * @param home where {@code ~} leads
 * @param directory where relative paths start
 * @param environment variables
 */
public record Seat(String user, Path home, Path directory, Map<String, String> environment) {
  /** Copies the variables. */
  public Seat {
    environment = Map.copyOf(environment);
  }
}
