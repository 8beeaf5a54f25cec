package dev.provision.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which images may be used: policy.json. Judges the name as the user wrote it, before redirects.
 *
 * @param fallback verdict where no scope matches
 * @param allow transport to scopes that are accepted unsigned; {@code ""} is the whole transport
 * @param reject transport to scopes that are refused
 * @param signed scopes that need a signature
 */
public record Policy(
    Verdict fallback,
    Map<String, List<String>> allow,
    Map<String, List<String>> reject,
    List<Signed> signed) {

  /** What happens to an image. */
  public enum Verdict {
    ACCEPT,
    REJECT
  }

  /** Requirement types that need a signature; containers-policy.json(5). */
  public enum SignatureType {
    SIGNED_BY,
    SIGSTORE_SIGNED
  }

  /**
   * A scope of the docker transport whose images must be signed.
   *
   * @param keyPaths public keys on the host; any of them will do
   * @param signedPrefix for images signed under another name (an image copied to a private
   *     registry): the prefix that the signature carries, for {@code remapIdentity}
   */
  public record Signed(
      String scope, SignatureType type, List<String> keyPaths, Optional<String> signedPrefix) {
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
    var copy = new java.util.TreeMap<String, List<String>>();
    scopes.forEach((transport, list) -> copy.put(transport, List.copyOf(list)));
    return java.util.Collections.unmodifiableMap(copy);
  }
}
