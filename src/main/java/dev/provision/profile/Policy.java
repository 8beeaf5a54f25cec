package dev.provision.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which images may be used: policy.json; containers-policy.json(5). Judges the name as the user
 * wrote it, before redirects.
 *
 * @param fallback verdict where no scope matches
 */
public record Policy(
    @Key(
            name = "default",
            doc = "The verdict where no scope matches.",
            example = "\"accept\"",
            defaults = "\"reject\"")
        Verdict fallback,
    @Key(
            doc =
                "Transport to scopes that are accepted unsigned; \"\" is the whole transport. Must"
                    + " name the prefixes that are redirected, because the policy judges the name"
                    + " as the user wrote it, and containers-storage (podman#19128).",
            example = "{ docker = [\"quay.io\"], containers-storage = [\"\"] }",
            defaults = "{\"containers-storage\": [\"\"], \"docker\": [\"docker.io\"]}")
        @Text(value = Format.SCOPE, keys = Format.TRANSPORT)
        Map<String, List<String>> allow,
    @Key(
            doc = "Transport to scopes that are refused.",
            example = "{ docker = [\"docker.io/evil\"] }")
        @Text(value = Format.SCOPE, keys = Format.TRANSPORT)
        Map<String, List<String>> reject,
    @Key(
            doc = "Scopes whose images must be signed.",
            example =
                "[{ scope = \"cr.corp\", type = \"signedBy\", key-paths = [\"/etc/keys/corp\"] }]")
        List<Signed> signed) {

  /** What happens to an image. */
  public enum Verdict {
    ACCEPT,
    REJECT
  }

  /** Requirement types that need a signature, in policy.json's words. */
  public enum SignatureType {
    @Named("signedBy")
    SIGNED_BY,
    @Named("sigstoreSigned")
    SIGSTORE_SIGNED
  }

  /** A scope of the docker transport whose images must be signed. */
  public record Signed(
      @Key(doc = "A scope of the docker transport.", example = "\"cr.corp/base\"")
          @Text(Format.SCOPE)
          String scope,
      @Key(
              doc = "GPG signatures (signedBy), or sigstore's (sigstoreSigned, podman 4.2).",
              example = "\"sigstoreSigned\"",
              defaults = "\"signedBy\"")
          SignatureType type,
      @Key(
              doc =
                  "Public keys on the host, any of which will do. More than one needs podman 4.2,"
                      + " for sigstore 5.3.",
              example = "[\"/etc/pki/containers/corp.pub\"]")
          @Text(Format.PATH)
          List<String> keyPaths,
      @Key(
              doc =
                  "For images signed under another name (an image copied to a private registry):"
                      + " the prefix that the signature carries instead of the scope.",
              example = "\"docker.io/library\"")
          @Text(Format.IMAGE)
          Optional<String> signedPrefix) {
    public Signed {
      keyPaths = List.copyOf(keyPaths);
    }
  }

  public Policy {
    allow = copy(allow);
    reject = copy(reject);
    signed = List.copyOf(signed);
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> scopes) {
    var copy = new TreeMap<String, List<String>>();
    scopes.forEach((transport, list) -> copy.put(transport, List.copyOf(list)));
    return Collections.unmodifiableMap(copy);
  }
}
