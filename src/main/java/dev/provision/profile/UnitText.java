package dev.provision.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The content of a unit's file, read as podman's generator reads it: a section that stands there
 * twice is one, comments go, and a line that ends in a backslash goes on.
 *
 * @param sections in the order of the file
 * @param fault the first line that is nothing that a unit's file may have
 */
public record UnitText(Map<String, List<Entry>> sections, Optional<String> fault) {
  private static final List<String> STARTERS = List.of("WantedBy", "RequiredBy");
  private static final String KINDS = "neither a section, KEY=VALUE nor a comment";

  /** One {@code KEY=VALUE}. */
  public record Entry(String key, String value) {}

  /** A Quadlet, as podman's generator reads it. Never fails: what is wrong is {@link #fault}. */
  public static UnitText parse(String content) {
    return parse(content, "");
  }

  /** A unit, as systemd reads it: between a line and the one that goes on is a blank. */
  static UnitText parseUnit(String content) {
    return parse(content, " ");
  }

  private static UnitText parse(String content, String joint) {
    var sections = new LinkedHashMap<String, List<Entry>>();
    String fault = null;
    String section = null;
    var begun = new StringBuilder();
    int number = 0;
    for (String raw : content.lines().toList()) {
      number++;
      String line = raw.strip();
      boolean comment = line.isEmpty() || line.startsWith("#") || line.startsWith(";");
      if (comment) {
        continue;
      }
      if (line.endsWith("\\\\") && fault == null) {
        fault =
            "line " + number + " ends in two backslashes: systemd ends it there, podman does not";
      }
      if (line.endsWith("\\")) {
        begun.append(line, 0, line.length() - 1).append(joint);
        continue;
      }
      String whole = begun + line;
      begun.setLength(0);
      int equals = whole.indexOf('=');
      if (whole.startsWith("[") && whole.endsWith("]")) {
        section = whole.substring(1, whole.length() - 1);
        sections.computeIfAbsent(section, name -> new ArrayList<>());
      } else if (equals > 0 && section != null) {
        sections
            .get(section)
            .add(
                new Entry(whole.substring(0, equals).strip(), whole.substring(equals + 1).strip()));
      } else if (fault == null) {
        fault =
            "line " + number + (equals > 0 ? " stands before the first section" : " is " + KINDS);
      }
    }
    if (fault == null && !begun.isEmpty()) {
      fault = "the last line ends in a backslash";
    }
    return new UnitText(sections, Optional.ofNullable(fault));
  }

  /** The entries of a section; none where it is not there. */
  public List<Entry> section(String name) {
    return List.copyOf(sections.getOrDefault(name, List.of()));
  }

  /** The values of a key; an empty one clears those before it, as systemd has it. */
  public List<String> values(String section, String key) {
    var values = new ArrayList<String>();
    for (Entry entry : section(section)) {
      if (entry.key().equals(key)) {
        if (entry.value().isEmpty()) {
          values.clear();
        } else {
          values.add(entry.value());
        }
      }
    }
    return values;
  }

  /** What it is wanted by: the units that start it. */
  public List<String> starters() {
    return STARTERS.stream()
        .flatMap(key -> values("Install", key).stream())
        .flatMap(value -> Stream.of(value.split("\\s+")))
        .toList();
  }

  /** Whether something starts it by itself. */
  public boolean starts() {
    return !starters().isEmpty();
  }
}
