package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Policy;
import dev.provision.profile.Policy.SignatureType;
import dev.provision.profile.Policy.Signed;
import dev.provision.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * policy.json: transport to scope to requirements, all of which must hold. One key that this podman
 * does not know makes it refuse the whole file and every pull with it, so nothing newer than the
 * podman at hand is ever written. containers-policy.json(5).
 *
 * @param fallback requirements where no scope matches
 * @param transports sorted by name
 */
public record PolicyJson(List<Map<String, Object>> fallback, List<Transport> transports)
    implements Meaning {
  /** containers/image 5.22. */
  private static final PodmanVersion SIGSTORE = new PodmanVersion(4, 2, 0);

  /** containers/image 5.22, only for signedBy. */
  private static final PodmanVersion KEY_PATHS = new PodmanVersion(4, 2, 0);

  /** containers/image 5.33. */
  private static final PodmanVersion SIGSTORE_KEY_PATHS = new PodmanVersion(5, 3, 0);

  private static final Map<String, Object> ACCEPT = Map.of("type", "insecureAcceptAnything");
  private static final Map<String, Object> REJECT = Map.of("type", "reject");

  /** Where images come from: {@code docker}, {@code containers-storage}. */
  public record Transport(String name, List<Scope> scopes) {}

  /** Names of a transport, and what their images must fulfil. */
  public record Scope(String name, List<Map<String, Object>> requirements) {}

  static PolicyJson of(Profile profile, Target target) {
    return of(profile.policy(), target);
  }

  static PolicyJson of(Policy policy, Target target) {
    var scopes = new TreeMap<String, TreeMap<String, Map<String, Object>>>();
    policy
        .allow()
        .forEach((transport, names) -> names.forEach(put(scopes, transport, ACCEPT, target)));
    policy
        .reject()
        .forEach((transport, names) -> names.forEach(put(scopes, transport, REJECT, target)));
    for (int i = 0; i < policy.signed().size(); i++) {
      Signed signed = policy.signed().get(i);
      put(scopes, "docker", requirement(signed, "policy.signed[" + i + "]", target), target)
          .accept(signed.scope());
    }
    return new PolicyJson(
        List.of(policy.fallback() == Policy.Verdict.ACCEPT ? ACCEPT : REJECT),
        scopes.entrySet().stream()
            .map(entry -> new Transport(entry.getKey(), scopes(entry.getValue())))
            .toList());
  }

  private static Consumer<String> put(
      Map<String, TreeMap<String, Map<String, Object>>> scopes,
      String transport,
      Map<String, Object> requirement,
      Target target) {
    return name -> {
      if (scopes.computeIfAbsent(transport, key -> new TreeMap<>()).put(name, requirement)
          != null) {
        target.refuse(
            "policy",
            "the scope \"" + name + "\" of " + transport + " has two verdicts",
            "name it in one of allow, reject and signed");
      }
    };
  }

  private static List<Scope> scopes(Map<String, Map<String, Object>> scopes) {
    return scopes.entrySet().stream()
        .map(entry -> new Scope(entry.getKey(), List.of(entry.getValue())))
        .toList();
  }

  /** Rejects, for the time being, what cannot be checked by a podman that is not known yet. */
  private static Map<String, Object> requirement(Signed signed, String key, Target target) {
    PodmanVersion since = since(signed);
    if (target.takes(since)) {
      return requirement(signed);
    }
    if (target.unknown()) {
      target.omit(key, since, "rejected until then");
    } else {
      String fewer = signed.keyPaths().size() > 1 ? ", name one key" : "";
      target.refuse(
          key, since, "install a newer podman" + fewer + ", or reject \"" + signed.scope() + "\"");
    }
    return REJECT;
  }

  private static PodmanVersion since(Signed signed) {
    boolean many = signed.keyPaths().size() > 1;
    if (signed.type() == SignatureType.SIGSTORE_SIGNED) {
      return many ? SIGSTORE_KEY_PATHS : SIGSTORE;
    }
    return many ? KEY_PATHS : new PodmanVersion(3, 4, 0);
  }

  private static Map<String, Object> requirement(Signed signed) {
    var fields = new LinkedHashMap<String, Object>();
    if (signed.type() == SignatureType.SIGSTORE_SIGNED) {
      fields.put("type", "sigstoreSigned");
    } else {
      fields.put("type", "signedBy");
      fields.put("keyType", "GPGKeys");
    }
    if (signed.keyPaths().size() == 1) {
      fields.put("keyPath", signed.keyPaths().get(0));
    } else {
      fields.put("keyPaths", signed.keyPaths());
    }
    signed
        .signedPrefix()
        .ifPresent(prefix -> fields.put("signedIdentity", remap(signed.scope(), prefix)));
    return fields;
  }

  /** The signature names the image as it was called where it was signed. */
  private static Map<String, Object> remap(String prefix, String signedPrefix) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", "remapIdentity");
    fields.put("prefix", prefix);
    fields.put("signedPrefix", signedPrefix);
    return fields;
  }

  @Override
  public Map<String, Object> tree() {
    var names = new LinkedHashMap<String, Object>();
    for (Transport transport : transports) {
      var scopes = new LinkedHashMap<String, Object>();
      transport.scopes().forEach(scope -> scopes.put(scope.name(), scope.requirements()));
      names.put(transport.name(), scopes);
    }
    return Map.of("default", fallback, "transports", names);
  }
}
