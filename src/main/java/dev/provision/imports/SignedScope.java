package dev.provision.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Requirements of a scope as a profile can say them; containers-policy.json(5). */
final class SignedScope {
  private static final Set<String> KNOWN =
      Set.of("type", "keyType", "keyPath", "keyPaths", "signedIdentity");

  private SignedScope() {}

  /** Whether all of them accept anything. */
  static boolean accepts(JsonNode requirements) {
    return types(requirements).stream().allMatch("insecureAcceptAnything"::equals);
  }

  /** Whether one of them accepts nothing; signedBaseLayer is implemented nowhere. */
  static boolean rejects(JsonNode requirements) {
    return types(requirements).stream().anyMatch(Set.of("reject", "signedBaseLayer")::contains);
  }

  /** An entry of {@code policy.signed}; empty where it takes more than that. */
  static Optional<Map<String, Object>> of(String scope, JsonNode requirements) {
    JsonNode requirement = requirements.get(0);
    var names = new ArrayList<String>();
    requirement.fieldNames().forEachRemaining(names::add);
    boolean plain =
        requirements.size() == 1
            && KNOWN.containsAll(names)
            && requirement.path("keyType").asText("GPGKeys").equals("GPGKeys");
    var paths = new ArrayList<String>();
    requirement.path("keyPaths").forEach(it -> paths.add(it.asText()));
    if (requirement.has("keyPath")) {
      paths.add(requirement.get("keyPath").asText());
    }
    JsonNode identity = requirement.path("signedIdentity");
    boolean remapped =
        identity.path("type").asText().equals("remapIdentity")
            && identity.path("prefix").asText().equals(scope);
    boolean usual =
        identity.isMissingNode() || identity.path("type").asText().equals("matchRepoDigestOrExact");
    if (!plain || paths.isEmpty() || !remapped && !usual) {
      return Optional.empty();
    }
    var entry = new TreeMap<String, Object>();
    entry.put("scope", scope);
    entry.put("type", requirement.path("type").asText());
    entry.put("key-paths", paths);
    if (remapped) {
      entry.put("signed-prefix", identity.path("signedPrefix").asText());
    }
    return Optional.of(entry);
  }

  private static List<String> types(JsonNode requirements) {
    var types = new ArrayList<String>();
    requirements.forEach(it -> types.add(it.path("type").asText()));
    return types;
  }
}
