package dev.provision.containers.policy;

import dev.provision.containers.Place;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.JsonValue.Members;
import dev.provision.containers.policy.JsonValue.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of a requirement; signature/policy_config.go and policy_config_sigstore.go. */
record RequirementKeys(String file, PodmanVersion podman) {
  private static final Set<String> PLAIN = Set.of("insecureAcceptAnything", "reject");
  private static final Set<String> KEY_TYPES =
      Set.of("GPGKeys", "signedByGPGKeys", "X509Certificates", "signedByX509CAs");

  String checkedType(Members requirement) {
    Map<String, JsonValue> values = requirement.values();
    String type = values.get("type") instanceof Word word ? word.text() : "";
    if (type.isEmpty()
        && values.keySet().stream().anyMatch("type"::equalsIgnoreCase)
        && !values.containsKey("type")) {
      // Go takes the key in any case to tell the type, and then refuses it.
      throw unknown(
          values.keySet().stream().filter("type"::equalsIgnoreCase).findFirst().orElseThrow(),
          requirement.line());
    }
    if (PLAIN.contains(type)) {
      onlyKnown(values, Set.of("type"));
    } else if (type.equals("signedBaseLayer")) {
      onlyKnown(values, Set.of("type", "baseLayerIdentity"));
      identity(required(requirement, "baseLayerIdentity"));
    } else if (type.equals("signedBy")) {
      signedBy(requirement);
    } else if (type.equals("sigstoreSigned") && podman.atLeast(4, 2)) {
      sigstore(requirement);
    } else {
      throw fault(requirement.line(), "Unknown policy requirement type \"" + type + "\"");
    }
    return type;
  }

  private void signedBy(Members requirement) {
    var sources = new ArrayList<>(List.of("keyPath", "keyData"));
    if (podman.atLeast(4, 2)) {
      sources.add(1, "keyPaths");
    }
    known(requirement, sources, List.of("type", "keyType", "signedIdentity"));
    if (!(required(requirement, "keyType") instanceof Word word)
        || !KEY_TYPES.contains(word.text())) {
      throw fault(requirement.line(), "the keyType is unknown");
    }
    one(requirement, sources);
  }

  private void sigstore(Members requirement) {
    var sources = new ArrayList<>(List.of("keyPath", "keyData"));
    var rekor = new ArrayList<String>();
    if (podman.atLeast(4, 4)) {
      sources.add("fulcio");
      rekor.addAll(List.of("rekorPublicKeyPath", "rekorPublicKeyData"));
    }
    if (podman.atLeast(5, 3)) {
      sources.addAll(List.of("keyPaths", "keyDatas"));
      rekor.addAll(List.of("rekorPublicKeyPaths", "rekorPublicKeyDatas"));
    }
    if (podman.atLeast(5, 4)) {
      sources.add("pki");
    }
    var both = new ArrayList<>(sources);
    both.addAll(rekor);
    known(requirement, both, List.of("type", "signedIdentity"));
    one(requirement, sources);
    long keys = rekor.stream().filter(requirement.values()::containsKey).count();
    if (keys > 1) {
      throw fault(requirement.line(), "at most one of " + rekor + " may be specified");
    }
    if (keys == 0 && requirement.values().containsKey("fulcio")
        || keys == 1 && requirement.values().containsKey("pki")) {
      throw fault(requirement.line(), "fulcio needs a key of Rekor, pki takes none");
    }
  }

  private void known(Members requirement, List<String> some, List<String> more) {
    var known = new HashSet<>(some);
    known.addAll(more);
    onlyKnown(requirement.values(), known);
    if (requirement.values().containsKey("signedIdentity")) {
      identity(requirement.values().get("signedIdentity"));
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
    int last = sources.size() - 1;
    throw fault(
        requirement.line(),
        "Exactly one of %s and %s must be specified, %s"
            .formatted(
                String.join(", ", sources.subList(0, last)),
                sources.get(last),
                present == 0 ? "none of them present" : "more than one present"));
  }

  private void identity(JsonValue value) {
    Members members = members(value);
    String type = members.values().get("type") instanceof Word word ? word.text() : "";
    Set<String> own =
        switch (type) {
          case "matchExact", "matchRepoDigestOrExact", "matchRepository" -> Set.of();
          case "exactReference" -> Set.of("dockerReference");
          case "exactRepository" -> Set.of("dockerRepository");
          case "remapIdentity" -> Set.of("prefix", "signedPrefix");
          default ->
              throw fault(value.line(), "Unknown policy reference match type \"" + type + "\"");
        };
    var known = new HashSet<>(own);
    known.add("type");
    onlyKnown(members.values(), known);
    for (String key : own) {
      IdentityWord.check(this, key, required(members, key));
    }
  }

  private JsonValue required(Members members, String key) {
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
