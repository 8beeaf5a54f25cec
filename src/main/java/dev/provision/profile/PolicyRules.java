package dev.provision.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** policy.json: scopes that parse and never match, and verdicts that contradict each other. */
final class PolicyRules {
  private static final KeyPath POLICY = KeyPath.of("policy");

  private PolicyRules() {}

  static void check(Profile profile, Problems problems) {
    Policy policy = profile.policy();
    checkScopes(policy.allow(), POLICY.key("allow"), problems);
    checkScopes(policy.reject(), POLICY.key("reject"), problems);
    checkContradictions(policy, problems);
    checkLocalStorage(policy, problems);
    checkReachable(profile, problems);
  }

  private static void checkScopes(
      Map<String, List<String>> transports, KeyPath path, Problems problems) {
    transports.forEach(
        (transport, scopes) -> {
          KeyPath at = path.key(transport);
          if (!Transports.NAMES.contains(transport)) {
            problems.add(
                at,
                "unknown transport, which podman ignores silently",
                Nearest.remedy(transport, Transports.NAMES));
            return;
          }
          for (int i = 0; i < scopes.size(); i++) {
            String scope = scopes.get(i);
            KeyPath place = at.at(i);
            Transports.fault(transport, scope)
                .ifPresent(fault -> fault.tell(scope, place, problems));
          }
          Rules.refuseRepeats(scopes, at, problems);
        });
  }

  /** One scope is one key of a JSON object, which can stand there only once. */
  private static void checkContradictions(Policy policy, Problems problems) {
    policy
        .reject()
        .forEach(
            (transport, scopes) -> {
              List<String> allowed = policy.allow().getOrDefault(transport, List.of());
              for (int i = 0; i < scopes.size(); i++) {
                if (allowed.contains(scopes.get(i))) {
                  problems.add(
                      POLICY.key("reject").key(transport).at(i),
                      Quoted.value(scopes.get(i)) + " is allowed as well",
                      "remove one of the two");
                }
              }
            });
    var taken = new HashMap<String, String>();
    policy.reject().getOrDefault("docker", List.of()).forEach(scope -> taken.put(scope, "reject"));
    policy.allow().getOrDefault("docker", List.of()).forEach(scope -> taken.put(scope, "allow"));
    for (int i = 0; i < policy.signed().size(); i++) {
      String scope = policy.signed().get(i).scope();
      String before = taken.put(scope, "signed");
      if (before != null) {
        problems.add(
            POLICY.key("signed").at(i).key("scope"),
            Quoted.value(scope) + " stands in policy." + before + " as well",
            "remove one of the two");
      }
    }
  }

  /**
   * podman save, docker save, scanners and rebuilds from cache ask for the transport
   * containers-storage: podman#19128, podman#15501.
   */
  private static void checkLocalStorage(Policy policy, Problems problems) {
    String storage = "containers-storage";
    boolean open = policy.allow().getOrDefault(storage, List.of()).contains("");
    boolean closed =
        policy.fallback() == Policy.Verdict.REJECT
            || policy.reject().getOrDefault(storage, List.of()).contains("");
    if (closed && !open) {
      problems.add(
          POLICY.key("allow").key(storage),
          "a policy that rejects local images breaks docker save, scanners and rebuilds from cache"
              + " (podman#19128)",
          "add containers-storage = [\"\"] to policy.allow");
    }
  }

  private static void checkReachable(Profile profile, Problems problems) {
    if (problems.hasStandIn(POLICY)) {
      return; // the stand-in of a scope is "", the whole transport
    }
    var scopes = new Scopes(profile.policy());
    Registries registries = profile.registries();
    for (int i = 0; i < registries.redirects().size(); i++) {
      String prefix = registries.redirects().get(i).prefix();
      KeyPath at = KeyPath.of("registries", "redirect").at(i).key("prefix");
      if (NameFault.ofPrefix(prefix).isEmpty()) {
        scopes.closes(prefix).ifPresent(text -> problems.add(at, text, remedy(prefix)));
      }
    }
    for (int i = 0; i < registries.unqualifiedSearch().size(); i++) {
      String registry = registries.unqualifiedSearch().get(i);
      KeyPath at = KeyPath.of("registries", "unqualified-search").at(i);
      if (NameFault.ofRegistry(registry).isEmpty()) {
        scopes.closes(registry).ifPresent(text -> problems.add(at, text, remedy(registry)));
      }
    }
  }

  private static String remedy(String prefix) {
    return "add \"" + prefix + "\" to policy.allow.docker, or remove it here";
  }
}
