package dev.provision.profile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The version of podman that a profile asks for, of its package or of the running host. */
final class MinimumPodman {
  private static final Pattern VERSION =
      Pattern.compile("(?:[0-9]+:)?([0-9]{1,4})\\.([0-9]{1,4}).*");

  private MinimumPodman() {}

  static boolean isAtLeast(Profile profile, int major, int minor) {
    return Stream.of(
            Optional.ofNullable(profile.packages().install().get("podman")),
            profile.verify().podman())
        .flatMap(Optional::stream)
        .map(VERSION::matcher)
        .filter(Matcher::matches)
        .anyMatch(version -> isAtLeast(version, major, minor));
  }

  private static boolean isAtLeast(Matcher version, int major, int minor) {
    int first = Integer.parseInt(version.group(1));
    return first > major || first == major && Integer.parseInt(version.group(2)) >= minor;
  }
}
