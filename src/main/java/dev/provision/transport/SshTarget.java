package dev.provision.transport;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to log in.
 *
 * @param user account on the host
 * @param host name or address, an IPv6 address without brackets
 * @param port TCP port
 * @param alias name under which known_hosts knows the host when that is not {@code host}, as behind
 *     a tunnel; like ssh_config's {@code HostKeyAlias} it carries no port
 */
public record SshTarget(String user, String host, int port, Optional<String> alias) {
  /** The port of SSH. */
  public static final int DEFAULT_PORT = 22;

  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]*)](?::(.*))?");
  private static final Pattern WITH_PORT = Pattern.compile("(.*@)?(\\[.*]|[^:]*):[^:]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  /**
   * Checks every part.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public SshTarget {
    if (user.isEmpty() || user.startsWith("-") || hasBlankOrControl(user)) {
      throw new IllegalArgumentException("not a user name: \"" + HostText.line(user) + "\"");
    }
    checkHost(host);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a port between 1 and 65535: " + port);
    }
    alias.ifPresent(SshTarget::checkHost);
  }

  /** A target known to known_hosts under its own name. */
  public SshTarget(String user, String host, int port) {
    this(user, host, port, Optional.empty());
  }

  /** {@link #parse(String, String, int)} with the name of the one who runs this and port 22. */
  public static SshTarget parse(String text) {
    return parse(text, System.getProperty("user.name", "root"), DEFAULT_PORT);
  }

  /**
   * Reads {@code [user@]host[:port]}, {@code [user@][ipv6][:port]}.
   *
   * @param defaultUser the user when the text names none
   * @param defaultPort the port when the text names none
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static SshTarget parse(String text, String defaultUser, int defaultPort) {
    // The last one separates: accounts of a domain are written user@domain.
    int at = text.lastIndexOf('@');
    String user = at < 0 ? defaultUser : text.substring(0, at);
    String address = text.substring(at + 1);
    Matcher bracketed = BRACKETED.matcher(address);
    if (bracketed.matches()) {
      return new SshTarget(user, bracketed.group(1), port(bracketed.group(2), defaultPort));
    }
    int colon = address.indexOf(':');
    if (colon >= 0 && colon != address.lastIndexOf(':')) {
      throw new IllegalArgumentException(
          "\"%s\" has more than one colon; write an IPv6 address in brackets: [::1]:22"
              .formatted(HostText.line(address)));
    }
    return colon < 0
        ? new SshTarget(user, address, defaultPort)
        : new SshTarget(
            user, address.substring(0, colon), port(address.substring(colon + 1), defaultPort));
  }

  /** Whether a text for {@link #parse(String, String, int)} names a port. */
  public static boolean namesPort(String text) {
    return WITH_PORT.matcher(text).matches();
  }

  /** This target, with the name that known_hosts has for it. */
  public SshTarget withAlias(String name) {
    return new SshTarget(user, host, port, Optional.of(name));
  }

  /** {@code user@host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The name to look up in known_hosts, see sshd(8): {@code host}, or {@code [host]:port}. */
  String knownHostsName() {
    return alias
        .map(name -> name.toLowerCase(Locale.ROOT))
        .orElseGet(
            () -> {
              String name = host.toLowerCase(Locale.ROOT);
              return port == DEFAULT_PORT ? name : "[" + name + "]:" + port;
            });
  }

  private static void checkHost(String host) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is missing; write [user@]host[:port]");
    }
    if (host.equals("<unknown>")) {
      throw new IllegalArgumentException(
          "the host is \"<unknown>\": that is what Packer says for a builder without an address"
              + " (communicator \"none\"); run on the machine itself with --local");
    }
    if (host.startsWith("-") || !(NAME.matcher(host).matches() || IPV6.matcher(host).matches())) {
      throw new IllegalArgumentException(
          "not a host name or address: \"" + HostText.line(host) + "\"");
    }
  }

  private static int port(String text, int absent) {
    if (text == null) {
      return absent;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not a port between 1 and 65535: \"" + HostText.line(text) + "\"");
    }
    return Integer.parseInt(text);
  }

  private static boolean hasBlankOrControl(String text) {
    return text.chars().anyMatch(c -> c <= ' ' || Character.isISOControl(c));
  }
}
