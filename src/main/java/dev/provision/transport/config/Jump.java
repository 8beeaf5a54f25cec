package dev.provision.transport.config;

import dev.provision.transport.SshTarget;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A host to go through, with what was said of it; the file may say the rest.
 *
 * @param host as it was written, an IPv6 address without brackets
 */
record Jump(String host, Optional<String> user, Optional<Integer> port) {
  private static final String SCHEME = "ssh://";

  /**
   * Reads {@code [USER@]HOST[:PORT],...}, also with {@code ssh://} before each.
   *
   * @throws IllegalArgumentException with a sentence when it is no such thing
   */
  static List<Jump> list(String text) {
    return Stream.of(text.split(",", -1)).map(Jump::of).toList();
  }

  private static Jump of(String text) {
    String address = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    SshTarget target = SshTarget.parse(address.strip());
    return new Jump(
        target.host(),
        address.contains("@") ? Optional.of(target.user()) : Optional.empty(),
        SshTarget.namesPort(address) ? Optional.of(target.port()) : Optional.empty());
  }
}
