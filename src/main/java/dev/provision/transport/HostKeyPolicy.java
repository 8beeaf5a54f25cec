package dev.provision.transport;

import java.util.Base64;
import java.util.Optional;

/**
 * Which host keys are trusted. There is no way to trust any key.
 *
 * @param acceptNew whether an unknown host's key is added to known_hosts
 * @param fingerprint the one key to trust, {@code SHA256:...} as {@code ssh-keygen -l} prints it
 */
public record HostKeyPolicy(boolean acceptNew, Optional<String> fingerprint) {
  /** Only keys in known_hosts. */
  public static final HostKeyPolicy STRICT = new HostKeyPolicy(false, Optional.empty());

  /** Keys in known_hosts; the key of a host not in it is added, a changed key is refused. */
  public static final HostKeyPolicy ACCEPT_NEW = new HostKeyPolicy(true, Optional.empty());

  private static final String PREFIX = "SHA256:";

  /**
   * Checks the fingerprint's form.
   *
   * @throws IllegalArgumentException when it is not {@code SHA256:} and 32 bytes of Base64
   */
  public HostKeyPolicy {
    fingerprint = fingerprint.map(HostKeyPolicy::canonical);
  }

  /**
   * Reads {@code strict}, {@code accept-new} or {@code SHA256:...}.
   *
   * @throws IllegalArgumentException with a sentence that says what is possible
   */
  public static HostKeyPolicy parse(String text) {
    return switch (text) {
      case "strict" -> STRICT;
      case "accept-new" -> ACCEPT_NEW;
      default -> new HostKeyPolicy(false, Optional.of(text));
    };
  }

  private static String canonical(String text) {
    String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
    if (digits.endsWith("=")) {
      digits = digits.substring(0, digits.length() - 1);
    }
    try {
      if (digits.length() == 43 && Base64.getDecoder().decode(digits).length == 32) {
        return PREFIX + digits;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the sentence below.
    }
    throw new IllegalArgumentException(
        "not a host key policy: \"%s\"; write strict, accept-new or SHA256:... as ssh-keygen -l prints it"
            .formatted(HostText.line(text)));
  }
}
