package dev.provision.profile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of /etc/environment, which two programs read by different rules: pam_env(8) takes one pair
 * of quotes off, knows no escapes and cuts at every {@code #}; systemd's user manager reads the
 * same file as environment.d(5), unquotes like a shell and expands {@code $}. Only what both read
 * back unchanged can be a line.
 */
public record EtcEnvironmentLine(String name, String value) {
  /** pam_env before 1.5.3 reads 1024 bytes at a time. */
  private static final int LONGEST = 1000;

  /** Why the file cannot carry the value; empty when it can. */
  public Optional<String> fault() {
    if (value.indexOf('#') >= 0) {
      return Optional.of("has a #, which starts a comment in /etc/environment");
    }
    if (value.indexOf('$') >= 0) {
      return Optional.of("has a $, which systemd expands in /etc/environment");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("has a control character, which /etc/environment cannot carry");
    }
    if (value.indexOf('\'') >= 0 && (value.indexOf('"') >= 0 || value.indexOf('\\') >= 0)) {
      return Optional.of(
          "has a ' beside a \" or a backslash, which /etc/environment cannot carry together");
    }
    return text().getBytes(StandardCharsets.UTF_8).length > LONGEST
        ? Optional.of("is too long for a line of /etc/environment")
        : Optional.empty();
  }

  /** {@code NAME='value'}, to be written only without a {@link #fault}. */
  public String text() {
    String quote = value.indexOf('\'') >= 0 ? "\"" : "'";
    return name + "=" + quote + value + quote;
  }
}
