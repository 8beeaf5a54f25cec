package dev.provision.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Debian packages and where they come from. */
public record Packages(
    @Key(
            doc =
                "Package name to minimum version, * for any, beside what rootless podman needs:"
                    + " apt installs no recommended packages, and podman only recommends these.",
            adds = true,
            example = "{ podman = \"4.3\", git = \"*\" }",
            defaults =
                "{\"acl\": \"*\", \"buildah\": \"*\", \"ca-certificates\": \"*\", \"catatonit\":"
                    + " \"*\", \"crun\": \"*\", \"dbus-user-session\": \"*\", \"podman\": \"*\","
                    + " \"skopeo\": \"*\", \"slirp4netns\": \"*\", \"uidmap\": \"*\"}")
        @Text(value = Format.VERSION, keys = Format.PACKAGE)
        Map<String, String> install,
    @Key(
            name = "repository",
            doc = "Further apt repositories.",
            example =
                "[{ name = \"corp\", uri = \"https://apt.corp/debian\", suite = \"bookworm\","
                    + " components = [\"main\"], key-file = \"keys/corp.asc\","
                    + " fingerprint = \"0123456789ABCDEF0123456789ABCDEF01234567\" }]")
        List<Repository> repositories) {
  public Packages {
    install = Collections.unmodifiableMap(new TreeMap<>(install));
    repositories = List.copyOf(repositories);
  }

  /** An apt repository; sources.list(5). */
  public record Repository(
      @Key(doc = "Names the files below /etc/apt.", example = "\"corp\"") @Text(Format.REPOSITORY)
          String name,
      @Key(doc = "The address.", example = "\"https://apt.corp/debian\"")
          @Text(Format.REPOSITORY_URI)
          String uri,
      @Key(
              doc = "A distribution such as bookworm, or a path ending in / for a flat repository.",
              example = "\"bookworm\"")
          @Text(Format.SUITE)
          String suite,
      @Key(doc = "The components; none for a flat repository.", example = "[\"main\"]")
          @Text(Format.COMPONENT)
          List<String> components,
      @Key(
              doc = "The signing key, ASCII-armoured.",
              example = "\"-----BEGIN PGP PUBLIC KEY BLOCK-----…\"",
              file = "key-file",
              fileExample = "\"keys/corp.asc\"")
          @Text(Format.ARMOUR)
          String key,
      @Key(
              doc = "The fingerprint that the signing key must have.",
              example = "\"0123456789ABCDEF0123456789ABCDEF01234567\"")
          @Text(Format.FINGERPRINT)
          String fingerprint,
      @Key(
              doc =
                  "apt's priority for packages of this repository, apt_preferences(5); without it"
                      + " apt's own 500.",
              example = "600")
          @Range(min = -1, max = 32767)
          Optional<Integer> pin,
      @Key(doc = "Which packages the priority is for; all without it.", example = "[\"podman\"]")
          @Text(Format.PIN_PACKAGE)
          List<String> pinPackages) {
    public Repository {
      components = List.copyOf(components);
      pinPackages = List.copyOf(pinPackages);
    }
  }
}
