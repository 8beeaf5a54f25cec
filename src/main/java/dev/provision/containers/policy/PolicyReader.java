package dev.provision.containers.policy;

import dev.provision.containers.NamedText;
import dev.provision.containers.Place;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.JsonValue.Items;
import dev.provision.containers.policy.PolicyFile.Requirement;
import dev.provision.containers.policy.PolicyFile.Requirements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads policy.json as strictly as containers/image, signature/policy_config.go. */
public final class PolicyReader {
  private final String file;
  private final RequirementKeys keys;

  private PolicyReader(String file, PodmanVersion podman) {
    this.file = file;
    this.keys = new RequirementKeys(file, podman);
  }

  /**
   * The policy.
   *
   * @throws UnreadableException when this podman would refuse the file
   */
  public static PolicyFile read(NamedText file, PodmanVersion podman) {
    return new PolicyReader(file.path(), podman).policy(JsonReader.read(file));
  }

  private PolicyFile policy(JsonValue root) {
    Map<String, JsonValue> members = keys.members(root).values();
    keys.onlyKnown(members, Set.of("default", "transports"));
    if (!members.containsKey("default")) {
      throw keys.fault(root.line(), "Default policy is missing");
    }
    var transports = new LinkedHashMap<String, Map<String, Requirements>>();
    JsonValue written = members.get("transports");
    if (written != null) {
      keys.members(written).values().forEach((name, it) -> transports.put(name, scopes(name, it)));
    }
    return new PolicyFile(requirements(members.get("default")), transports);
  }

  private Map<String, Requirements> scopes(String transport, JsonValue value) {
    var scopes = new LinkedHashMap<String, Requirements>();
    keys.members(value)
        .values()
        .forEach(
            (scope, list) -> {
              if (!TransportScope.isSound(transport, scope)) {
                throw keys.unknown(scope, list.line());
              }
              scopes.put(scope, requirements(list));
            });
    return scopes;
  }

  private Requirements requirements(JsonValue value) {
    if (value instanceof JsonValue.Null
        || value instanceof Items items && items.values().isEmpty()) {
      throw keys.fault(value.line(), "List of verification policy requirements must not be empty");
    }
    if (!(value instanceof Items items)) {
      throw keys.fault(value.line(), "a list of requirements was expected");
    }
    var all = new ArrayList<Requirement>();
    for (JsonValue each : items.values()) {
      all.add(keys.read(each));
    }
    return new Requirements(new Place(file, value.line()), all);
  }
}
