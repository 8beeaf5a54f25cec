package dev.provision.containers.policy;

import dev.provision.containers.Place;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.JsonValue.Members;
import dev.provision.containers.policy.PolicyFile.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of a requirement; signature/policy_config.go and policy_config_sigstore.go. */
record RequirementKeys(String file, PodmanVersion podman) {
  private static final Set<String> PLAIN = Set.of("insecureAcceptAnything", "reject");
  private static final Set<String> KEY_TYPES =
      Set.of("GPGKeys", "signedByGPGKeys", "X509Certificates", "signedByX509CAs");

  /** One requirement, if this podman would take it. */
  Requirement read(JsonValue value) {
    if (value instanceof JsonValue.Null) {
      throw fault(value.line(), "Unknown policy requirement type \"\"");
    }
    Members requirement = members(value);
    Map<String, JsonValue> values = requirement.values();
    String type = typeOf(requirement);
    SignedIdentity identity = SignedIdentity.DEFAULT;
    if (PLAIN.contains(type)) {
      onlyKnown(values, Set.of("type"));
    } else if (type.equals("signedBaseLayer")) {
      onlyKnown(values, Set.of("type", "baseLayerIdentity"));
      new SignedIdentityKeys(this).read(required(requirement, "baseLayerIdentity"));
    } else if (type.equals("signedBy")) {
      signedBy(requirement);
      identity = identity(values);
    } else if (type.equals("sigstoreSigned") && podman.atLeast(4, 2)) {
      new SigstoreKeys(this).check(requirement);
      identity = identity(values);
    } else {
      throw fault(requirement.line(), "Unknown policy requirement type \"" + type + "\"");
    }
    return new Requirement(type, new Place(file, value.line()), identity);
  }

  /** Go takes the key in any case to tell the type, and then refuses all but one. */
  String typeOf(Members members) {
    Optional<String> other =
        members.values().keySet().stream()
            .filter(it -> it.equalsIgnoreCase("type") && !it.equals("type"))
            .findFirst();
    if (other.isPresent()) {
      throw unknown(other.get(), members.line());
    }
    JsonValue value = members.values().get("type");
    return value == null ? "" : new JsonTypes(this).text(value);
  }

  private SignedIdentity identity(Map<String, JsonValue> values) {
    JsonValue value = values.get("signedIdentity");
    return value == null ? SignedIdentity.DEFAULT : new SignedIdentityKeys(this).read(value);
  }

  private void signedBy(Members requirement) {
    var sources = new ArrayList<>(List.of("keyPath", "keyData"));
    if (podman.atLeast(4, 2)) {
      sources.add(1, "keyPaths");
    }
    var known = new HashSet<>(sources);
    known.addAll(Set.of("type", "keyType", "signedIdentity"));
    onlyKnown(requirement.values(), known);
    List<String> given = new KeyValues(this).given(requirement, sources);
    one(requirement, sources);
    String keyType =
        new JsonTypes(this)
            .text(requirement.values().getOrDefault("keyType", new JsonValue.Null(0)));
    if (!KEY_TYPES.contains(keyType)) {
      throw fault(requirement.line(), "invalid keyType \"" + keyType + "\"");
    }
    if (given.isEmpty()) {
      throw fault(requirement.line(), "one of " + sources + " must be specified");
    }
  }

  private void one(Members requirement, List<String> sources) {
    long present = sources.stream().filter(requirement.values()::containsKey).count();
    if (present == 1) {
      return;
    }
    if (!podman.atLeast(4, 2)) {
      throw fault(
          requirement.line(),
          present == 0
              ? "At least one of keyPath and keyData mus be specified"
              : "keyType and keyData must not both be specified");
    }
    throw fault(
        requirement.line(),
        "Exactly one of keyPath, keyPaths and keyData must be specified, %s"
            .formatted(present == 0 ? "none of them present" : "more than one present"));
  }

  JsonValue required(Members members, String key) {
    JsonValue value = members.values().get(key);
    if (value == null) {
      throw fault(members.line(), "Key \"" + key + "\" missing in a JSON object");
    }
    return value;
  }

  Members members(JsonValue value) {
    if (value instanceof Members members) {
      return members;
    }
    throw fault(value.line(), "an object was expected");
  }

  void onlyKnown(Map<String, JsonValue> values, Set<String> known) {
    values.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            throw unknown(key, value.line());
          }
        });
  }

  UnreadableException unknown(String key, int line) {
    return fault(line, "Unknown key \"" + key + "\"");
  }

  UnreadableException fault(int line, String message) {
    return new UnreadableException(new Place(file, line), message);
  }
}
