package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
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
   * Each rendering under the first podman that it is for; the last is for all that will come.
   *
   * @throws InvalidProfileException when no podman takes the profile
   */
  public static NavigableMap<PodmanVersion, Rendering> of(Profile profile) {
    var versions = new TreeSet<>(Renderer.boundaries(profile).tailSet(OLDEST));
    versions.add(OLDEST);
    var different = new TreeMap<PodmanVersion, Rendering>();
    InvalidProfileException refused = null;
    for (PodmanVersion version : versions) {
      try {
        put(different, version, Renderer.render(profile, Optional.of(version)));
      } catch (InvalidProfileException e) {
        refused = e;
      }
    }
    if (different.isEmpty()) {
      throw refused;
    }
    return different;
  }

  /** Notes about what is left out name the version, and make no difference to a host. */
  private static void put(
      TreeMap<PodmanVersion, Rendering> different, PodmanVersion version, Rendering next) {
    Map.Entry<PodmanVersion, Rendering> last = different.lastEntry();
    if (last == null || !last.getValue().files().equals(next.files())) {
      different.put(version, next);
    }
  }
}
