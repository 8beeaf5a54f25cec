package dev.provision.transport.config;

import dev.provision.transport.config.HostLines.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file says of one host, understood. */
final class HostSettings {
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final Pattern TIME = Pattern.compile("(?:[0-9]{1,6}[smhdwSMHDW]?)+");
  private static final Pattern TIME_PART = Pattern.compile("([0-9]+)([a-zA-Z]?)");
  private static final int DEFAULT_PORT = 22;

  /** As for the flag. */
  private static final int LONGEST_SECONDS = 99999;

  private final HostLines lines;
  private final Seat seat;

  private HostSettings(HostLines lines, Seat seat) {
    this.lines = lines;
    this.seat = seat;
  }

  /**
   * Asks the file.
   *
   * @throws InvalidSshConfigException when it has a line for the host that is malformed, or that
   *     the built-in SSH cannot honour
   */
  static HostSettings of(ConfigFile file, Asked asked, Seat seat) {
    return new HostSettings(HostLines.of(file, asked, seat), seat);
  }

  String hostName() {
    return lines.hostName().toLowerCase(Locale.ROOT);
  }

  String user() {
    return lines.user();
  }

  int port() {
    return lines
        .asked()
        .port()
        .or(() -> lines.line("port").map(HostSettings::port))
        .orElse(DEFAULT_PORT);
  }

  Optional<String> hostKeyAlias() {
    return lines.line("hostkeyalias").map(ConfigLine::argument);
  }

  /** Hosts to go through, nearest first; none where the file says so, or nothing. */
  List<Jump> jumps() {
    return lines
        .line("proxyjump")
        .map(
            line -> {
              String text = line.text().replaceFirst("#.*", "").strip();
              return text.equalsIgnoreCase("none") ? List.<Jump>of() : jumps(line, text);
            })
        .orElse(List.of());
  }

  /** The line that tells the policy for host keys. */
  Optional<ConfigLine> strictHostKeyChecking() {
    return lines.line("stricthostkeychecking");
  }

  /** Empty where the file does not say, or leaves it to TCP. */
  Optional<Duration> connectTimeout() {
    return lines.line("connecttimeout").flatMap(HostSettings::time);
  }

  /** Private keys as the lines have them; {@code none} is none. */
  List<Path> identityFiles() {
    return paths("identityfile");
  }

  List<Path> certificateFiles() {
    return paths("certificatefile");
  }

  /** The line that says that only these keys are tried. */
  Optional<ConfigLine> identitiesOnly() {
    return lines.line("identitiesonly").filter(HostSettings::isYes);
  }

  /** The line about the agent. */
  Optional<ConfigLine> identityAgent() {
    return lines.line("identityagent");
  }

  /**
   * The socket that {@link #identityAgent()} tells; empty when there is none.
   *
   * @param line the same
   */
  Optional<Path> agentSocket(ConfigLine line) {
    String text = line.argument();
    if (text.equalsIgnoreCase("none")) {
      return Optional.empty();
    }
    if (text.equals("SSH_AUTH_SOCK") || (text.startsWith("$") && !text.startsWith("${"))) {
      String name = text.startsWith("$") ? text.substring(1) : text;
      return Optional.ofNullable(seat.environment().get(name))
          .filter(value -> !value.isBlank())
          .map(Path::of);
    }
    return Optional.of(tokens().path(line, text));
  }

  /** Files that keys are added to and read from; none where the file says so. */
  Optional<List<Path>> userKnownHosts() {
    return knownHosts("userknownhostsfile");
  }

  /** Files that keys are read from. */
  Optional<List<Path>> globalKnownHosts() {
    return knownHosts("globalknownhostsfile");
  }

  /** Where the first of these keywords stands, for messages. */
  Optional<ConfigLine> line(String keyword) {
    return lines.line(keyword);
  }

  private List<Path> paths(String keyword) {
    var paths = new ArrayList<Path>();
    for (ConfigLine line : lines.files(keyword)) {
      if (!line.argument().equalsIgnoreCase("none")) {
        paths.add(tokens().path(line, line.argument()));
      }
    }
    return paths;
  }

  private Optional<List<Path>> knownHosts(String keyword) {
    return lines
        .line(keyword)
        .map(
            line ->
                line.arguments().stream()
                    .filter(file -> !file.equalsIgnoreCase("none"))
                    .map(file -> tokens().path(line, file))
                    .toList());
  }

  private Tokens tokens() {
    Map<Character, String> values = new HashMap<>();
    values.put('d', seat.home().toString());
    values.put('h', hostName());
    values.put('k', hostKeyAlias().orElse(lines.asked().host()));
    values.put('n', lines.asked().host());
    values.put('p', Integer.toString(port()));
    values.put('r', user());
    values.put('u', seat.user());
    return new Tokens(seat, values);
  }

  private static List<Jump> jumps(ConfigLine line, String text) {
    try {
      return Jump.list(text);
    } catch (IllegalArgumentException e) {
      throw line.invalid(
          "cannot be read: " + e.getMessage(), "write [USER@]HOST[:PORT],... or none");
    }
  }

  private static int port(ConfigLine line) {
    String text = line.argument();
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw line.invalid("is \"" + text + "\"", "write a number from 1 to 65535");
    }
    return port;
  }

  private static boolean isYes(ConfigLine line) {
    return switch (line.argument().toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw line.invalid("is \"" + line.argument() + "\"", "write yes or no");
    };
  }

  /** As sshd_config(5), TIME FORMATS. */
  private static Optional<Duration> time(ConfigLine line) {
    String text = line.argument();
    if (text.equals("none")) {
      return Optional.empty();
    }
    if (!TIME.matcher(text).matches()) {
      throw line.invalid("is \"" + text + "\"", "write seconds, or a time such as 1m30s");
    }
    var parts = TIME_PART.matcher(text);
    long seconds = 0;
    while (parts.find()) {
      int unit =
          switch (parts.group(2).toLowerCase(Locale.ROOT)) {
            case "m" -> 60;
            case "h" -> 3600;
            case "d" -> 24 * 3600;
            case "w" -> 7 * 24 * 3600;
            default -> 1;
          };
      seconds += Long.parseLong(parts.group(1)) * unit;
    }
    return Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)))
        .filter(time -> !time.isZero());
  }
}
