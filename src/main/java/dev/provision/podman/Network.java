package dev.provision.podman;

import java.util.List;
import java.util.Set;

/**
 * A container's network, as {@code podman run --network} has it.
 *
 * @param mode of the name space
 * @param value whose name space, or the options of the mode
 * @param names of networks to join; none unless the mode is {@code bridge}
 */
public record Network(String mode, String value, List<String> names) {
  private static final Set<String> MODES =
      Set.of("none", "host", "private", "bridge", "slirp4netns", "pasta");
  private static final Set<String> MODES_OF = Set.of("container", "ns", "slirp4netns", "pasta");

  public Network {
    names = List.copyOf(names);
  }

  /**
   * Reads a mode, {@code MODE:VALUE}, or names of networks with commas between them.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Network parse(String text) {
    if (MODES.contains(text)) {
      return new Network(text, "", List.of());
    }
    int colon = text.indexOf(':');
    if (colon >= 0) {
      String mode = text.substring(0, colon);
      if (!MODES_OF.contains(mode)) {
        throw new IllegalArgumentException(
            "not a network: \"%s\"; write %s, container:NAME or the names of networks"
                .formatted(text, "none, host, private, bridge, slirp4netns, pasta"));
      }
      return new Network(mode.equals("ns") ? "path" : mode, text.substring(colon + 1), List.of());
    }
    List<String> names = List.of(text.split(",", -1));
    if (names.contains("")) {
      throw new IllegalArgumentException("a network without a name: \"" + text + "\"");
    }
    return new Network("bridge", "", names);
  }
}
