package dev.provision.podman;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something that a container sees at a place of its own.
 *
 * @param type {@code bind}, {@code volume} or {@code tmpfs}
 * @param source a path of the machine that podman runs on, or a volume's name; empty for a new
 *     volume and for tmpfs
 * @param options {@code ro}, {@code Z} ...
 */
public record Mount(String type, String source, String target, List<String> options) {
  private static final Map<String, String> KEYS =
      Map.of(
          "type", "type",
          "source", "source",
          "src", "source",
          "target", "target",
          "destination", "target",
          "dst", "target");
  private static final Map<String, String> FLAGS =
      Map.of("readonly", "ro", "ro", "ro", "rw", "rw", "U", "U", "chown", "U", "Z", "Z", "z", "z");

  public Mount {
    options = List.copyOf(options);
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("\"" + target + "\" is no absolute path in the container");
    }
  }

  /**
   * Reads {@code [SOURCE:]TARGET[:OPTION,...]}, as {@code podman run --volume} has it.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Mount ofVolume(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length > 3 || text.isEmpty()) {
      throw new IllegalArgumentException("not [SOURCE:]TARGET[:OPTIONS]");
    }
    if (parts.length == 1) {
      return new Mount("volume", "", parts[0], List.of());
    }
    String source = parts[0];
    boolean path = source.startsWith("/");
    if (!path && !source.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "\"%s\" is neither an absolute path of the machine that podman runs on nor the name of a volume"
              .formatted(source));
    }
    List<String> options = parts.length == 3 ? List.of(parts[2].split(",")) : List.of();
    if (options.contains("O")) {
      throw new IllegalArgumentException("the option O is not offered here");
    }
    return path ? bind(source, parts[1], options) : new Mount("volume", source, parts[1], options);
  }

  /**
   * Reads {@code type=bind,source=/x,target=/y,ro}, as {@code podman run --mount} has it.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Mount ofMount(String text) {
    String type = "volume";
    String source = "";
    String target = "";
    var options = new ArrayList<String>();
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      String key = equals < 0 ? field : field.substring(0, equals);
      String value = equals < 0 ? "true" : field.substring(equals + 1);
      String known = KEYS.getOrDefault(key, "");
      if (!known.isEmpty() && equals >= 0) {
        type = known.equals("type") ? value : type;
        source = known.equals("source") ? value : source;
        target = known.equals("target") ? value : target;
      } else if (FLAGS.containsKey(key)) {
        options.add(flag(key, value));
      } else if (key.startsWith("tmpfs-") && equals >= 0) {
        options.add(key.substring("tmpfs-".length()) + "=" + value);
      } else if (key.equals("bind-propagation") && equals >= 0) {
        options.add(value);
      } else {
        throw new IllegalArgumentException("what is \"" + field + "\"?");
      }
    }
    options.removeIf(String::isEmpty);
    return switch (type) {
      case "bind" -> {
        if (!source.startsWith("/")) {
          throw new IllegalArgumentException(
              "\"" + source + "\" is no absolute path of the machine that podman runs on");
        }
        yield bind(source, target, options);
      }
      case "volume" -> new Mount(type, source, target, options);
      case "tmpfs" -> new Mount(type, "", target, options);
      default ->
          throw new IllegalArgumentException(
              "not a type: \"" + type + "\"; write bind, volume or tmpfs");
    };
  }

  private static Mount bind(String source, String target, List<String> options) {
    var all = new ArrayList<String>(options);
    // What podman's own command line adds: what is mounted below comes with it.
    if (!all.contains("bind") && !all.contains("rbind")) {
      all.add("rbind");
    }
    return new Mount("bind", source, target, all);
  }

  private static String flag(String key, String value) {
    boolean on = value.equals("true");
    if (!on && !value.equals("false")) {
      throw new IllegalArgumentException("\"" + key + "\" is true or false");
    }
    if (FLAGS.get(key).equals("ro")) {
      return on ? "ro" : "rw";
    }
    return on ? FLAGS.get(key) : "";
  }
}
