package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a profile is rendered to by each podman: for tools that meet one we have not. */
public final class Renderings {
  /** The oldest podman that profiles are rendered for. */
  private static final PodmanVersion OLDEST = new PodmanVersion(3, 4, 0);

  private Renderings() {}

  /**
   * Each rendering under the first podman that it is for; the last is for all that will come. Which
   * versions make a difference is told by the questions that rendering asks, so none is missing.
   *
   * @throws InvalidProfileException when no podman takes the profile
   */
  public static NavigableMap<PodmanVersion, Rendering> of(Profile profile) {
    var renderings = new TreeMap<PodmanVersion, Rendering>();
    var refused = new ArrayList<InvalidProfileException>();
    var known = new TreeSet<>(List.of(OLDEST));
    var open = new TreeSet<>(known);
    while (!open.isEmpty()) {
      PodmanVersion podman = open.pollFirst();
      var target = new Target(profile.name(), Optional.of(podman));
      try {
        renderings.put(podman, Renderer.render(profile, target));
      } catch (InvalidProfileException e) {
        refused.add(e);
      }
      target.asked().stream()
          .filter(version -> version.compareTo(OLDEST) > 0 && known.add(version))
          .forEach(open::add);
    }
    if (renderings.isEmpty()) {
      throw refused.get(refused.size() - 1);
    }
    return withoutRepetition(renderings);
  }

  /** Notes about what is left out name the version, and make no difference to a host. */
  private static NavigableMap<PodmanVersion, Rendering> withoutRepetition(
      NavigableMap<PodmanVersion, Rendering> renderings) {
    var different = new TreeMap<PodmanVersion, Rendering>();
    for (Map.Entry<PodmanVersion, Rendering> next : renderings.entrySet()) {
      Map.Entry<PodmanVersion, Rendering> last = different.lastEntry();
      if (last == null || !last.getValue().files().equals(next.getValue().files())) {
        different.put(next.getKey(), next.getValue());
      }
    }
    return different;
  }
}
