package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the podman on the host can take, and what had to give way to it. Lives for one rendering.
 */
final class Target {
  private final String profile;
  private final Optional<PodmanVersion> podman;
  private final Set<PodmanVersion> asked = new TreeSet<>();
  private final List<Omission> omissions = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  Target(String profile, Optional<PodmanVersion> podman) {
    this.profile = profile;
    this.podman = podman;
  }

  /** Whether podman is known and new enough; an unknown podman takes what 3.4 takes. */
  boolean takes(PodmanVersion since) {
    asked.add(since);
    return podman.orElse(new PodmanVersion(3, 4, 0)).compareTo(since) >= 0;
  }

  /** The versions that anything depended on. */
  Set<PodmanVersion> asked() {
    return Set.copyOf(asked);
  }

  boolean unknown() {
    return podman.isEmpty();
  }

  /** Records that {@code key} is left out, since it came with {@code since}. */
  void omit(String key, PodmanVersion since, String consequence) {
    omissions.add(new Omission(key, needs(since) + "; " + consequence));
  }

  /** Records that leaving {@code place} out would weaken what the profile promises. */
  void refuse(String place, PodmanVersion since, String remedy) {
    refuse(place, needs(since), remedy);
  }

  /** Records that a value cannot be carried by the file it is for. */
  void refuse(String place, String message, String remedy) {
    problems.add(new Problem(profile + ": " + place, message, remedy));
  }

  List<Omission> omissions() {
    return List.copyOf(omissions);
  }

  void throwIfRefused() {
    if (!problems.isEmpty()) {
      throw new InvalidProfileException(problems);
    }
  }

  /** What is the matter with a podman older than {@code since}. */
  String needs(PodmanVersion since) {
    String needs = "needs podman " + since.major() + "." + since.minor();
    return podman
        .map(version -> needs + ", the host has " + version)
        .orElse(needs + ", unknown until podman is installed");
  }
}
