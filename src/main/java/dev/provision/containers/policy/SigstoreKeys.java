package dev.provision.containers.policy;

import dev.provision.containers.policy.JsonValue.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of sigstoreSigned by podman's version; signature/policy_config_sigstore.go. */
record SigstoreKeys(RequirementKeys keys) {

  void check(Members requirement) {
    var sources = new ArrayList<>(List.of("keyPath", "keyData"));
    var rekor = new ArrayList<String>();
    var certificates = new ArrayList<String>();
    if (keys.podman().atLeast(4, 4)) {
      certificates.add("fulcio");
      rekor.addAll(List.of("rekorPublicKeyPath", "rekorPublicKeyData"));
    }
    if (keys.podman().atLeast(5, 3)) {
      sources.addAll(List.of("keyPaths", "keyDatas"));
      rekor.addAll(List.of("rekorPublicKeyPaths", "rekorPublicKeyDatas"));
    }
    if (keys.podman().atLeast(5, 4)) {
      certificates.add("pki");
    }
    var known = new HashSet<>(Set.of("type", "signedIdentity"));
    List.of(sources, rekor, certificates).forEach(known::addAll);
    keys.onlyKnown(requirement.values(), known);
    certificates.retainAll(requirement.values().keySet());
    certificates.forEach(it -> certificate(it, requirement.values().get(it)));
    var values = new KeyValues(keys);
    var given = new ArrayList<>(values.given(requirement, sources));
    given.addAll(certificates);
    refuse(
        given.size() != 1 || !keys.podman().atLeast(4, 4) && twice(requirement),
        requirement,
        "exactly one of %s must be specified",
        sources);
    List<String> logs = values.given(requirement, rekor);
    refuse(logs.size() > 1, requirement, "at most one of %s can be used", rekor);
    refuse(
        logs.isEmpty() && certificates.contains("fulcio"),
        requirement,
        "one of %s must be specified if fulcio is used",
        rekor);
    refuse(
        !logs.isEmpty() && certificates.contains("pki"),
        requirement,
        "none of %s can be used with pki",
        rekor);
    values
        .empty(requirement, known)
        .ifPresent(it -> refuse(true, requirement, "\"%s\" contains no entries", it));
  }

  /** Until containers/image 5.24 a key that says nothing counted too. */
  private static boolean twice(Members requirement) {
    return requirement.values().keySet().containsAll(List.of("keyPath", "keyData"));
  }

  private void certificate(String kind, JsonValue value) {
    Members members = keys.members(value);
    if (kind.equals("fulcio")) {
      fulcio(members);
    } else {
      pki(members);
    }
  }

  private void fulcio(Members members) {
    List<String> all = List.of("caPath", "caData", "oidcIssuer", "subjectEmail");
    keys.onlyKnown(members.values(), Set.copyOf(all));
    List<String> given = new KeyValues(keys).given(members, all);
    refuse(
        given.contains("caPath") == given.contains("caData"),
        members,
        "one of caPath and caData must be specified");
    refuse(!given.contains("oidcIssuer"), members, "oidcIssuer not specified");
    refuse(!given.contains("subjectEmail"), members, "subjectEmail not specified");
  }

  private void pki(Members members) {
    List<String> all =
        List.of(
            "caRootsPath",
            "caRootsData",
            "caIntermediatesPath",
            "caIntermediatesData",
            "subjectEmail",
            "subjectHostname");
    keys.onlyKnown(members.values(), Set.copyOf(all));
    List<String> given = new KeyValues(keys).given(members, all);
    refuse(
        given.contains("caRootsPath") == given.contains("caRootsData"),
        members,
        "one of caRootsPath and caRootsData must be specified");
    refuse(
        given.contains("caIntermediatesPath") && given.contains("caIntermediatesData"),
        members,
        "caIntermediatesPath and caIntermediatesData cannot be used simultaneously");
    refuse(
        !given.contains("subjectEmail") && !given.contains("subjectHostname"),
        members,
        "At least one of subjectEmail, subjectHostname must be specified");
  }

  private void refuse(boolean wrong, Members members, String message, Object... words) {
    if (wrong) {
      throw keys.fault(members.line(), message.formatted(words));
    }
  }
}
