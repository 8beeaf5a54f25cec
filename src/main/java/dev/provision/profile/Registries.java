package dev.provision.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where images come from: registries.conf, version 2; containers-registries.conf(5). */
public record Registries(
    @Key(
            doc = "Registries that are tried in turn for a name without a registry.",
            example = "[\"quay.io\"]",
            defaults = "[\"docker.io\"]")
        @Text(Format.IMAGE)
        List<String> unqualifiedSearch,
    @Key(
            doc =
                "What happens where more than one registry could be meant; enforcing fails in a"
                    + " pipeline, which has no terminal to ask at.",
            example = "\"disabled\"",
            defaults = "\"permissive\"")
        ShortNameMode shortNameMode,
    @Key(doc = "Short name to full repository.", example = "{ tool = \"quay.io/corp/tool\" }")
        @Text(value = Format.IMAGE, keys = Format.IMAGE)
        Map<String, String> aliases,
    @Key(
            name = "redirect",
            doc = "Prefixes of names whose images are fetched from elsewhere.",
            example = "[{ prefix = \"quay.io\", location = \"cr.corp/quay\" }]")
        List<Redirect> redirects,
    @Key(doc = "Prefixes that are never contacted.", example = "[\"*.example.com\"]")
        @Text(Format.IMAGE)
        List<String> blocked,
    @Key(
            doc = "Registries reached without TLS or with an unknown certificate.",
            example = "[\"localhost:5000\"]")
        @Text(Format.IMAGE)
        List<String> insecure) {

  /** How an ambiguous short name is resolved; containers-registries.conf(5). */
  public enum ShortNameMode {
    ENFORCING,
    PERMISSIVE,
    DISABLED
  }

  /** Which pulls a mirror serves; podman 4.1. */
  public enum PullFromMirror {
    ALL,
    DIGEST_ONLY,
    TAG_ONLY
  }

  /** Names under {@code prefix} are fetched from {@code location}, after its mirrors. */
  public record Redirect(
      @Key(
              doc =
                  "Host, host and port, or host and path that names start with; *.example.com for"
                      + " the hosts of a domain. The longest prefix wins.",
              example = "\"quay.io\"")
          @Text(Format.IMAGE)
          String prefix,
      @Key(
              doc =
                  "What takes the prefix's place. Only a wildcard prefix may go without, whose"
                      + " names then keep their place.",
              example = "\"cr.corp/quay\"",
              defaults = "\"\"")
          @Text(Format.IMAGE)
          String location,
      @Key(
              doc = "Whether the location is reached without TLS or with an unknown certificate.",
              example = "true",
              defaults = "false")
          boolean insecure,
      @Key(
              doc = "Whether mirrors serve only pulls by digest.",
              example = "true",
              defaults = "false")
          boolean mirrorByDigestOnly,
      @Key(
              name = "mirror",
              doc = "Places that are tried before the location.",
              example = "[{ location = \"mirror.corp/quay\" }]")
          List<Mirror> mirrors) {
    public Redirect {
      mirrors = List.copyOf(mirrors);
    }
  }

  /** Another place for the same images, tried before the location. */
  public record Mirror(
      @Key(doc = "What takes the prefix's place.", example = "\"mirror.corp/quay\"")
          @Text(Format.IMAGE)
          String location,
      @Key(
              doc = "Whether the mirror is reached without TLS or with an unknown certificate.",
              example = "true",
              defaults = "false")
          boolean insecure,
      @Key(
              doc = "Which pulls the mirror serves; older podman than 4.1 ignores it.",
              example = "\"digest-only\"",
              defaults = "\"all\"")
          PullFromMirror pullFromMirror) {}

  public Registries {
    unqualifiedSearch = List.copyOf(unqualifiedSearch);
    aliases = Collections.unmodifiableMap(new TreeMap<>(aliases));
    redirects = List.copyOf(redirects);
    blocked = List.copyOf(blocked);
    insecure = List.copyOf(insecure);
  }
}
