package dev.provision.containers.reference;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image; docker/reference in containers/image.
 *
 * @param domain host and port; empty only before normalisation
 * @param path the repository on that host
 */
public record Reference(String domain, String path, Optional<String> tag, Optional<String> digest) {
  private static final String HOST =
      "(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
          + "(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*)";
  private static final String DOMAIN = "(?:" + HOST + "|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?:(?<domain>"
              + DOMAIN
              + ")/)?(?<path>"
              + COMPONENT
              + "(?:/"
              + COMPONENT
              + ")*)(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>sha256:[a-f0-9]{64}"
              + "|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}))?");
  private static final Pattern HOST_AND_PORT = Pattern.compile(DOMAIN);
  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST = 1000;
  private static final String HUB = "docker.io";

  /** Whether a text is a host, perhaps with a port. */
  public static boolean isDomain(String text) {
    return text.length() <= LONGEST && HOST_AND_PORT.matcher(text).matches();
  }

  /** A name as it stands. */
  public static Optional<Reference> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = WHOLE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String domain = matcher.group("domain");
    var reference =
        new Reference(
            domain == null ? "" : domain,
            matcher.group("path"),
            Optional.ofNullable(matcher.group("tag")),
            Optional.ofNullable(matcher.group("digest")));
    return reference.name().length() > LONGEST_NAME ? Optional.empty() : Optional.of(reference);
  }

  /** A name as docker means it: {@code alpine} is {@code docker.io/library/alpine}. */
  public static Optional<Reference> normalized(String text) {
    if (IDENTIFIER.matcher(text).matches()) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    boolean hosted = slash >= 0 && isRegistry(text.substring(0, slash));
    String domain = hosted ? text.substring(0, slash) : HUB;
    String rest = hosted ? text.substring(slash + 1) : text;
    if (domain.equals("index.docker.io")) {
      domain = HUB;
    }
    if (domain.equals(HUB) && !rest.contains("/")) {
      rest = "library/" + rest;
    }
    return parse(domain + "/" + rest);
  }

  /** A name that must have its host: a location. */
  public static Optional<Reference> hosted(String text) {
    return normalized(text).filter(it -> it.toString().equals(text));
  }

  /** Whether no registry is named; shortnames.IsShortName. */
  public static boolean isShort(String text) {
    int slash = text.indexOf('/');
    return slash < 0 || !isRegistry(text.substring(0, slash));
  }

  static boolean isRegistry(String first) {
    return first.contains(".") || first.contains(":") || first.equals("localhost");
  }

  /** Host and path. */
  public String name() {
    return domain.isEmpty() ? path : domain + "/" + path;
  }

  /** With the tag that is meant where there is neither tag nor digest. */
  public Reference tagged() {
    return tag.isPresent() || digest.isPresent()
        ? this
        : new Reference(domain, path, Optional.of("latest"), digest);
  }

  /** podman drops the tag beside a digest before it pulls; common/libimage, pull.go. */
  public Reference pulled() {
    return digest.isPresent() ? new Reference(domain, path, Optional.empty(), digest) : tagged();
  }

  @Override
  public String toString() {
    return name() + tag.map(it -> ":" + it).orElse("") + digest.map(it -> "@" + it).orElse("");
  }
}
