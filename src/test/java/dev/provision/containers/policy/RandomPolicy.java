package dev.provision.containers.policy;

import dev.provision.testing.OneImageRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Policies, most of them sound, and names that fall under some of their scopes. */
final class RandomPolicy {
  private static final String DIGEST = OneImageRegistry.digest();
  static final List<String> HOSTS =
      List.of(
          "docker.io",
          "quay.io",
          "a.example.com",
          "b.a.example.com:8443",
          "localhost:5000",
          "acr.corp:8443",
          "acr.corp",
          "UP.example.com");
  private static final List<String> NAMES =
      List.of(
          "alpine",
          "alpine:3",
          "docker.io/library/alpine:3",
          "index.docker.io/ns/i",
          "quay.io/a/b:1",
          "a.example.com/ns/deep/i",
          "b.a.example.com:8443/ns/i:1",
          "localhost:5000/x",
          "acr.corp:8443/library/i",
          "acr.corp/library/i",
          "UP.example.com/i",
          "alpine@" + DIGEST,
          "quay.io/a/b@" + DIGEST,
          "acr.corp:8443/library/i@" + DIGEST);
  private static final List<String> ODD_SCOPES =
      List.of(
          "",
          "alpine",
          "docker.io/alpine",
          "*",
          "*.io",
          "*io",
          "*.com",
          "*.example.com",
          "Docker.io",
          "docker.io/",
          "index.docker.io",
          "*.corp:8443",
          "*.corp",
          "docker.io/lib",
          "localhost",
          "*.example.com/ns",
          "*.a.example.com",
          "https://quay.io",
          "/",
          "\\u0000");
  private static final List<String> TRANSPORTS =
      List.of(
          "containers-storage",
          "dir",
          "oci",
          "oci-archive",
          "docker-archive",
          "docker-daemon",
          "tarball",
          "atomic",
          "dockerr",
          "ostree",
          "sif",
          "DOCKER",
          "");
  private static final List<String> OTHER_SCOPES =
      List.of(
          "",
          "/",
          "/a",
          "/a/b",
          "/a/",
          "/a/../b",
          "/a//b",
          "a",
          "/a:x",
          "/a:X y",
          "/:x",
          "/a:",
          "[/a]",
          "[overlay@/a]",
          "[overlay@/a]docker.io/library/x",
          "[/a]docker.io/x:1",
          "[a]",
          "[]",
          "[@/a]",
          "[/a",
          "[overlay@]",
          "[/a]UP!",
          "[/a]x@sha256:" + "0".repeat(64),
          "[/a]@" + "1".repeat(64),
          "[/a]x:1@" + DIGEST + "@" + "1".repeat(64),
          "[/a]@@",
          "[/a]x@y",
          "docker.io",
          "a/b/c:d",
          "a/b/c/d",
          "a:b",
          "a/b:c/d",
          "sha256:" + "0".repeat(64));
  private static final List<String> REPOSITORIES =
      List.of(
          "docker.io/library/alpine", "quay.io/a/b", "acr.corp:8443/library/i", "alpine", "x/y");
  private static final List<String> PREFIXES =
      List.of(
          "docker.io",
          "docker.io/library",
          "quay.io/a/b",
          "acr.corp:8443",
          "foo",
          "foo/bar",
          "localhost",
          "docker.io/alpine");

  private final Random random;

  /** How likely one place is not as it should be, one in so many; 0 for never. */
  private final int odd;

  RandomPolicy(Random random) {
    this(random, random.nextInt(3) == 0 ? 15 : 0);
  }

  private RandomPolicy(Random random, int odd) {
    this.random = random;
    this.odd = odd;
  }

  /** With nothing that is not as it should be. */
  static RandomPolicy sound(Random random) {
    return new RandomPolicy(random, 0);
  }

  String name() {
    return one(NAMES);
  }

  String text() {
    var members = new ArrayList<String>();
    if (!odd()) {
      members.add(member("default", requirements()));
    }
    if (random.nextInt(12) > 0) {
      members.add(member("transports", transports()));
    }
    return object(members) + (odd() ? one(List.of("x", "{}", "\n\n", ",")) : "");
  }

  private String transports() {
    var members = new ArrayList<String>();
    if (random.nextInt(8) > 0) {
      members.add(member("docker", scopes(ODD_SCOPES, true)));
    }
    for (int more = random.nextInt(6) - 3; more > 0; more--) {
      String transport = one(TRANSPORTS);
      if (members.stream().noneMatch(it -> it.startsWith(quoted(transport)))) {
        members.add(member(transport, scopes(odd() ? OTHER_SCOPES : soundFor(transport), false)));
      }
    }
    return object(members);
  }

  private static List<String> soundFor(String transport) {
    return switch (transport) {
      case "containers-storage" -> OTHER_SCOPES.subList(12, 16);
      case "dir", "oci", "oci-archive", "sif" -> OTHER_SCOPES.subList(2, 4);
      case "docker-archive", "tarball", "ostree" -> List.of("");
      case "atomic", "docker-daemon" -> List.of("", "a.b", "a.b/c/d");
      default -> ODD_SCOPES;
    };
  }

  private String scopes(List<String> pool, boolean ladder) {
    var scopes = new ArrayList<String>();
    for (int count = random.nextInt(5) + (ladder ? 1 : 0); count > 0; count--) {
      String scope = ladder && random.nextInt(4) > 0 ? part(one(NAMES)) : one(pool);
      if (!scopes.contains(scope) || odd()) {
        scopes.add(scope);
      }
    }
    return object(scopes.stream().map(it -> member(it, requirements())).toList());
  }

  /** A name up to a separator, or a wildcard over what follows a dot of its host. */
  private String part(String name) {
    String full = name.startsWith("alpine") ? "docker.io/library/" + name : name;
    List<Integer> ends =
        IntStream.range(1, full.length())
            .filter(i -> "/:@".indexOf(full.charAt(i)) >= 0)
            .boxed()
            .collect(Collectors.toList());
    ends.add(full.length());
    if (random.nextInt(4) > 0) {
      return full.substring(0, one(ends));
    }
    String host = full.replaceFirst("[/:].*", "");
    return "*" + host.substring(Math.max(0, host.indexOf('.', random.nextInt(host.length()))));
  }

  private String requirements() {
    if (odd()) {
      return one(List.of("[]", "null", "{}", "\"reject\"", "[null]", "[[]]", "[5]", "true"));
    }
    int count = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    return IntStream.range(0, count)
        .mapToObj(i -> requirement())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String requirement() {
    var members = new ArrayList<String>();
    String type =
        odd()
            ? one(List.of("Reject", "", "signed", "accept", "insecureacceptanything"))
            : one(
                List.of(
                    "insecureAcceptAnything",
                    "insecureAcceptAnything",
                    "insecureAcceptAnything",
                    "reject",
                    "signedBy",
                    "signedBy",
                    "sigstoreSigned",
                    "signedBaseLayer"));
    if (!odd()) {
      members.add(member(odd() ? "Type" : "type", word(type)));
    }
    switch (type) {
      case "signedBy" -> {
        if (!odd()) {
          members.add(
              member(
                  "keyType",
                  word(
                      odd()
                          ? "gpg"
                          : one(
                              List.of(
                                  "GPGKeys",
                                  "GPGKeys",
                                  "signedByGPGKeys",
                                  "X509Certificates",
                                  "signedByX509CAs")))));
        }
        source(members, List.of("keyPath", "keyPaths", "keyData"));
        identity(members, "signedIdentity");
      }
      case "sigstoreSigned" -> {
        source(members, List.of("keyPath", "keyData"));
        identity(members, "signedIdentity");
      }
      case "signedBaseLayer" -> {
        if (!odd()) {
          members.add(member("baseLayerIdentity", match()));
        }
      }
      default -> {}
    }
    if (odd()) {
      members.add(
          member(
              one(List.of("comment", "keyPath", "type", "fulcio", "pki", "keyDatas", "keyType")),
              "\"x\""));
    }
    return object(members);
  }

  private void source(List<String> members, List<String> keys) {
    int count = odd() ? random.nextInt(3) : 1;
    for (; count > 0; count--) {
      String key = odd() ? one(List.of("keyPath", "keyPaths", "keyData", "keyDatas")) : one(keys);
      members.add(member(key, odd() ? oddValue() : value(key)));
    }
  }

  private String value(String key) {
    return switch (key) {
      case "keyPath" -> "\"/nowhere/key.gpg\"";
      case "keyPaths" -> one(List.of("[\"/nowhere/a\"]", "[\"/nowhere/a\", \"/nowhere/b\"]"));
      default -> one(List.of("\"bm9uZQ==\"", "\"bm9uZXM=\"", "\"bm9u\""));
    };
  }

  private String oddValue() {
    return one(
        List.of(
            "null",
            "\"\"",
            "[]",
            "[\"\"]",
            "[null]",
            "[1]",
            "[256]",
            "[1.5]",
            "[-1]",
            "[1e1]",
            "5",
            "true",
            "{}",
            "\"bm9uZQ\"",
            "\"!\"",
            "\"=\"",
            "\"bm9\\nuZQ==\"",
            "\"bm9uZQ==x\"",
            "\"b===\"",
            "[[]]",
            "[\"/a\", 5]"));
  }

  private void identity(List<String> members, String key) {
    if (random.nextInt(2) == 0) {
      members.add(member(key, odd() ? one(List.of("null", "{}", "\"x\"", "[]")) : match()));
    }
  }

  String match() {
    String type =
        odd()
            ? one(List.of("matchexact", "", "remap"))
            : one(
                List.of(
                    "matchExact",
                    "matchRepoDigestOrExact",
                    "matchRepository",
                    "exactReference",
                    "exactRepository",
                    "remapIdentity"));
    var members = new ArrayList<String>();
    members.add(member(odd() ? "TYPE" : "type", word(type)));
    switch (type) {
      case "exactReference" ->
          members.add(member("dockerReference", word(one(REPOSITORIES) + tag())));
      case "exactRepository" ->
          members.add(member("dockerRepository", word(one(REPOSITORIES) + (odd() ? ":/" : ""))));
      case "remapIdentity" -> {
        members.add(member("prefix", word(one(PREFIXES) + (odd() ? tag() : ""))));
        members.add(member("signedPrefix", word(one(PREFIXES) + (odd() ? "/" : ""))));
      }
      default -> {}
    }
    if (odd()) {
      members.add(member(one(List.of("prefix", "x", "dockerReference")), "\"x\""));
    }
    return object(members);
  }

  private String tag() {
    return odd()
        ? one(List.of("", ":", "@x", ":a b"))
        : one(List.of(":3", ":latest", "@" + DIGEST));
  }

  private String object(List<String> members) {
    var all = new ArrayList<>(members);
    if (odd()) {
      all.add(one(List.of("\"x\": 1", "5", "\"\": []", "// x")));
    }
    if (odd() && !members.isEmpty()) {
      all.add(one(members));
    }
    return all.stream().collect(Collectors.joining(",\n", "{", odd() ? ",}" : "}"));
  }

  private String member(String key, String value) {
    return quoted(odd() && odd() ? key.toUpperCase(java.util.Locale.ROOT) : key) + ": " + value;
  }

  private String word(String text) {
    return odd() ? one(List.of("null", "5", "[]", "\"\"")) : quoted(text);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private boolean odd() {
    return odd > 0 && random.nextInt(odd) == 0;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
