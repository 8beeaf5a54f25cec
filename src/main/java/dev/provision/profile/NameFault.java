package dev.provision.profile;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a name of a registry or repository can never do what it is there for. podman normalises what
 * the user wrote and compares byte by byte (containers/image, docker/reference and
 * pkg/sysregistriesv2), so much that parses never matches anything.
 */
record NameFault(String message, String remedy) {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  private static final String DOMAIN = LABEL + "(?:\\." + LABEL + ")*";
  private static final String HOST = "(?:" + DOMAIN + "|\\[[a-f0-9:]+])(?::[0-9]{1,5})?";
  private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern REPOSITORY = Pattern.compile(HOST + "(?:/" + PART + ")*");
  private static final Pattern WILDCARD = Pattern.compile("\\*\\." + DOMAIN);
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

  /** Official images whose short path is often written without library/. */
  private static final Set<String> OFFICIAL =
      Set.of(
          "alpine",
          "bash",
          "busybox",
          "debian",
          "gcc",
          "golang",
          "hello-world",
          "httpd",
          "mariadb",
          "maven",
          "memcached",
          "mongo",
          "nginx",
          "node",
          "openjdk",
          "perl",
          "php",
          "postgres",
          "python",
          "rabbitmq",
          "redis",
          "registry",
          "ruby",
          "rust",
          "tomcat",
          "ubuntu",
          "wordpress");

  /** A prefix in registries.conf: compared with names without tag and digest. */
  static Optional<NameFault> ofPrefix(String prefix) {
    if (prefix.contains("://")) {
      return ofRepository(prefix);
    }
    if (hasTag(prefix) || prefix.contains("@")) {
      return fault(
          "carries a tag or digest, and podman compares it with names without them",
          "remove the tag or digest");
    }
    return prefix.contains("*") ? ofWildcard(prefix) : ofRepository(prefix);
  }

  /** What takes the place of a prefix. */
  static Optional<NameFault> ofLocation(String location) {
    boolean plain =
        location.contains("://")
            || !hasTag(location) && !location.contains("@") && !location.contains("*");
    return plain
        ? ofRepository(location)
        : fault("carries a tag, a digest or a *", "write a host, or host and path");
  }

  /** A registry by itself: host, or host and port. */
  static Optional<NameFault> ofRegistry(String registry) {
    if (registry.contains("/") && !registry.contains("://") && !registry.endsWith("/")) {
      return fault(
          "is more than a registry",
          "write the host alone, " + registry.substring(0, registry.indexOf('/')));
    }
    return registry.contains("*") ? fault("is a pattern", "write one host") : ofLocation(registry);
  }

  /** A scope of the docker transport in policy.json; compared with the name and its parents. */
  static Optional<NameFault> ofScope(String scope) {
    if (scope.isEmpty()) {
      return Optional.empty();
    }
    if (scope.equals("*")) {
      return fault("never matches", "write \"\" for the whole transport");
    }
    if (scope.contains("*")) {
      return ofWildcard(scope);
    }
    int at = scope.indexOf('@');
    if (at >= 0) {
      return DIGEST.matcher(scope.substring(at + 1)).matches()
          ? ofImage(scope.substring(0, at))
          : fault("has a digest that is none", "write @sha256: and 64 hexadecimal digits");
    }
    if (hasTag(scope) && !scope.contains("://")) {
      int colon = scope.lastIndexOf(':');
      return TAG.matcher(scope.substring(colon + 1)).matches()
          ? ofImage(scope.substring(0, colon))
          : fault("has a tag that is none", "correct the tag");
    }
    return ofRepository(scope);
  }

  private static Optional<NameFault> ofImage(String name) {
    if (name.matches("docker\\.io/[^/]+")) {
      return fault(
          "never matches: podman calls the image docker.io/library/"
              + name.substring("docker.io/".length()),
          "add library/");
    }
    return ofRepository(name);
  }

  private static Optional<NameFault> ofWildcard(String name) {
    return WILDCARD.matcher(name).matches()
        ? Optional.empty()
        : fault(
            "is a pattern that never matches",
            "write *.example.com, without port or path, in lower case");
  }

  private static Optional<NameFault> ofRepository(String name) {
    if (name.isEmpty()) {
      return fault("is empty", "write a host, or host and path");
    }
    if (name.contains("://")) {
      return fault(
          "has a URI scheme, which podman refuses",
          "remove " + name.substring(0, name.indexOf("://") + 3));
    }
    if (name.endsWith("/")) {
      return fault("ends in /", "remove the slash");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.equals(name)) {
      return fault("has upper-case letters, and names are compared byte by byte", "write " + lower);
    }
    if (!REPOSITORY.matcher(name).matches()) {
      return fault("is not a name of a registry or repository", "write a host, or host and path");
    }
    return ofHost(name);
  }

  private static Optional<NameFault> ofHost(String name) {
    String host = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    if (!host.contains(".") && !host.contains(":") && !host.equals("localhost")) {
      String path = name.contains("/") ? name : "library/" + name;
      return fault("names no registry", "write a full name, such as docker.io/" + path);
    }
    if (host.equals("index.docker.io")) {
      return fault("never matches: podman calls that registry docker.io", "write docker.io");
    }
    if (name.startsWith("docker.io/") && OFFICIAL.contains(name.substring("docker.io/".length()))) {
      return fault(
          "never matches the official image, which podman calls docker.io/library/"
              + name.substring("docker.io/".length()),
          "add library/");
    }
    return Optional.empty();
  }

  /** Whether a colon stands after the last slash; in {@code host:port} it is no tag. */
  private static boolean hasTag(String name) {
    int slash = name.lastIndexOf('/');
    return slash >= 0 && name.indexOf(':', slash) >= 0;
  }

  private static Optional<NameFault> fault(String message, String remedy) {
    return Optional.of(new NameFault(message, remedy));
  }

  /** Tells this of a value. */
  void tell(String value, KeyPath path, Problems problems) {
    problems.add(path, Quoted.value(value) + " " + message, remedy);
  }
}
