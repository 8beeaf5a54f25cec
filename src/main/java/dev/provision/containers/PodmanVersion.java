package dev.provision.containers;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of podman; distributions' suffixes ({@code 4.3.1+ds1-8+b1}) do not count. */
public record PodmanVersion(int major, int minor, int patch) implements Comparable<PodmanVersion> {
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");
  private static final Comparator<PodmanVersion> ORDER =
      Comparator.comparingInt(PodmanVersion::major)
          .thenComparingInt(PodmanVersion::minor)
          .thenComparingInt(PodmanVersion::patch);

  /** The first version number in a text such as {@code podman version 4.3.1}. */
  public static Optional<PodmanVersion> find(String text) {
    Matcher matcher = NUMBERS.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String patch = matcher.group(3);
    return Optional.of(
        new PodmanVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            patch == null ? 0 : Integer.parseInt(patch)));
  }

  /** Whether this is {@code major.minor} or newer. */
  public boolean atLeast(int major, int minor) {
    return compareTo(new PodmanVersion(major, minor, 0)) >= 0;
  }

  @Override
  public int compareTo(PodmanVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
