package dev.provision.transport.config;

import dev.provision.transport.config.ConfigFile.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines that hold for one host: of each keyword the first, but all that name keys and
 * certificates. Lines are taken in their order, since Match looks at what came before it.
 */
final class HostLines {
  private static final String HOST_NAME = "hostname";
  private static final String USER = "user";
  private static final String PROXY_JUMP = "proxyjump";
  private static final String PROXY_COMMAND = "proxycommand";
  private static final Set<String> FILES = Set.of("identityfile", "certificatefile");

  private static final Set<String> SINGLE =
      Set.of(
          HOST_NAME,
          USER,
          "port",
          "identitiesonly",
          "identityagent",
          "hostkeyalias",
          "connecttimeout",
          "stricthostkeychecking");

  private static final Set<String> LISTS = Set.of("userknownhostsfile", "globalknownhostsfile");

  /** What would have us come out elsewhere, or trust others, and the values that do not. */
  private static final Map<String, Set<String>> UNSUPPORTED =
      Map.ofEntries(
          Map.entry(PROXY_COMMAND, Set.of("none")),
          Map.entry("pkcs11provider", Set.of("none")),
          Map.entry("securitykeyprovider", Set.of("none", "internal")),
          Map.entry("bindaddress", Set.of()),
          Map.entry("bindinterface", Set.of()),
          Map.entry("addressfamily", Set.of("any")),
          Map.entry("canonicalizehostname", Set.of("no", "false", "none")),
          Map.entry("knownhostscommand", Set.of("none")),
          Map.entry("revokedhostkeys", Set.of("none")));

  private final Asked asked;
  private final Seat seat;
  private final Map<String, ConfigLine> first = new HashMap<>();
  private final Map<String, List<ConfigLine>> files = new HashMap<>();

  private HostLines(Asked asked, Seat seat) {
    this.asked = asked;
    this.seat = seat;
  }

  /**
   * What was said before the file is read, and wins.
   *
   * @param host as it was asked for
   * @param isRouted whether it is known which hosts to go through
   */
  record Asked(String host, Optional<String> user, Optional<Integer> port, boolean isRouted) {}

  /**
   * Takes the lines for a host.
   *
   * @throws InvalidSshConfigException when one is malformed, or the built-in SSH cannot honour it
   */
  static HostLines of(ConfigFile file, Asked asked, Seat seat) {
    var lines = new HostLines(asked, seat);
    lines.walk(file, true);
    lines.refuseUnsupported();
    return lines;
  }

  /** The line that decides about a keyword, in lower case. */
  Optional<ConfigLine> line(String keyword) {
    return Optional.ofNullable(first.get(keyword));
  }

  /** All lines of a keyword that names files. */
  List<ConfigLine> files(String keyword) {
    return files.getOrDefault(keyword, List.of());
  }

  /** Who logs in. */
  String user() {
    return asked.user().or(() -> line(USER).map(ConfigLine::argument)).orElse(seat.user());
  }

  /** Name or address to connect to. */
  String hostName() {
    return line(HOST_NAME)
        .map(line -> new Tokens(seat, Map.of('h', asked.host())).percents(line, line.argument()))
        .orElse(asked.host());
  }

  /** What was said before the file was read. */
  Asked asked() {
    return asked;
  }

  private void walk(ConfigFile file, boolean isActive) {
    boolean holds = isActive;
    for (Entry entry : file.entries()) {
      ConfigLine line = entry.line();
      switch (line.keyword()) {
        case "host" -> holds = isActive && Criteria.host(line, asked.host());
        case "match" ->
            holds =
                isActive
                    && Criteria.match(line, new Criteria.Known(asked.host(), hostName(), user()));
        case "include" -> {
          for (ConfigFile included : entry.included()) {
            walk(included, holds);
          }
        }
        default -> {
          if (holds) {
            take(line);
          }
        }
      }
    }
  }

  private void take(ConfigLine line) {
    String keyword = line.keyword();
    if (FILES.contains(keyword)) {
      String path = line.argument();
      List<ConfigLine> all = files.computeIfAbsent(keyword, it -> new ArrayList<>());
      if (all.stream().noneMatch(before -> before.argument().equals(path))) {
        all.add(line);
      }
    } else if (SINGLE.contains(keyword)) {
      line.argument();
      first.putIfAbsent(keyword, line);
    } else if (LISTS.contains(keyword)) {
      if (line.arguments().stream().anyMatch(String::isEmpty)
          || (line.arguments().size() > 1
              && line.arguments().stream().anyMatch("none"::equalsIgnoreCase))) {
        throw line.invalid("has none beside a file, or an empty name", "write one or the other");
      }
      first.putIfAbsent(keyword, line);
    } else if (keyword.equals(PROXY_JUMP) || keyword.equals(PROXY_COMMAND)) {
      // Whichever comes first tells the way.
      if (!asked.isRouted()
          && !first.containsKey(PROXY_JUMP)
          && !first.containsKey(PROXY_COMMAND)) {
        first.put(keyword, line);
      }
    } else if (UNSUPPORTED.containsKey(keyword)) {
      first.putIfAbsent(keyword, line);
    }
  }

  private void refuseUnsupported() {
    UNSUPPORTED.forEach(
        (keyword, harmless) -> {
          ConfigLine line = first.get(keyword);
          if (line != null
              && !(line.arguments().size() == 1
                  && harmless.contains(line.arguments().get(0).toLowerCase(Locale.ROOT)))) {
            throw line.unsupported("is not for the built-in SSH");
          }
        });
  }
}
