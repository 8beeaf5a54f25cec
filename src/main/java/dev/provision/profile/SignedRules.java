package dev.provision.profile;

import java.util.List;

/** Scopes that need a signature; containers-policy.json(5), "signedBy" and "sigstoreSigned". */
final class SignedRules {
  private static final KeyPath SIGNED = KeyPath.of("policy", "signed");

  private SignedRules() {}

  static void check(Profile profile, Problems problems) {
    List<Policy.Signed> scopes = profile.policy().signed();
    for (int i = 0; i < scopes.size(); i++) {
      Policy.Signed signed = scopes.get(i);
      KeyPath at = SIGNED.at(i);
      NameFault.ofScope(signed.scope())
          .ifPresent(fault -> fault.tell(signed.scope(), at.key("scope"), problems));
      checkKeys(signed, at, problems);
      checkVersion(signed, profile, at, problems);
      checkPrefix(signed, at, problems);
    }
  }

  private static void checkKeys(Policy.Signed signed, KeyPath at, Problems problems) {
    if (signed.keyPaths().isEmpty()) {
      problems.add(
          at.key("key-paths"),
          "is empty, and podman then refuses the whole policy",
          "name the file of a public key on the host");
    }
    Rules.refuseRepeats(signed.keyPaths(), at.key("key-paths"), problems);
  }

  /** A field that is newer than podman makes it refuse the whole file. */
  private static void checkVersion(
      Policy.Signed signed, Profile profile, KeyPath at, Problems problems) {
    boolean many = signed.keyPaths().size() > 1;
    boolean sigstore = signed.type() == Policy.SignatureType.SIGSTORE_SIGNED;
    if (!many && !sigstore) {
      return;
    }
    int major = many && sigstore ? 5 : 4;
    int minor = many && sigstore ? 3 : 2;
    if (!MinimumPodman.isAtLeast(profile, major, minor)) {
      String version = major + "." + minor;
      String what =
          many ? (sigstore ? "more than one sigstore key" : "more than one key") : "sigstoreSigned";
      problems.add(
          at.key(many ? "key-paths" : "type"),
          what + " needs podman " + version + ", and older podman refuses the whole policy",
          "set packages.install.podman = \"" + version + "\" or newer");
    }
  }

  /** remapIdentity replaces one prefix by another: neither is a pattern or an image. */
  private static void checkPrefix(Policy.Signed signed, KeyPath at, Problems problems) {
    if (signed.signedPrefix().isEmpty()) {
      return;
    }
    String prefix = signed.signedPrefix().get();
    NameFault.ofLocation(prefix)
        .ifPresent(fault -> fault.tell(prefix, at.key("signed-prefix"), problems));
    if (NameFault.ofLocation(signed.scope()).isPresent()
        && NameFault.ofScope(signed.scope()).isEmpty()) {
      problems.add(
          at.key("signed-prefix"),
          "can only replace a scope that is a host, or host and path",
          "change the scope, or remove signed-prefix");
    }
  }
}
