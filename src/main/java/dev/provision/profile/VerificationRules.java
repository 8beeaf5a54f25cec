package dev.provision.profile;

import java.util.Optional;

/** Expectations that the rest of the profile makes impossible. */
final class VerificationRules {
  private static final KeyPath VERIFY = KeyPath.of("verify");

  private VerificationRules() {}

  static void check(Profile profile, Problems problems) {
    Verification verify = profile.verify();
    Containers containers = profile.containers();
    if (verify.rootless().filter(rootless -> !rootless).isPresent()) {
      problems.add(VERIFY.key("rootless"), "the agent's podman is always rootless", "remove it");
    }
    if (verify.nativeOverlayDiff().orElse(false)
        && profile.storage().driver() != Storage.Driver.OVERLAY) {
      problems.add(
          VERIFY.key("native-overlay-diff"),
          "storage.driver is not overlay",
          "remove it, or use overlay");
    }
    compare(
        "runtime", verify.runtime(), containers.runtime().map(VerificationRules::name), problems);
    compare("network-backend", verify.networkBackend(), containers.networkBackend(), problems);
    String socket = profile.agent().podmanSocket();
    verify
        .remoteSocket()
        .filter(path -> !path.equals(socket))
        .ifPresent(
            path ->
                problems.add(
                    VERIFY.key("remote-socket"),
                    "follows from agent.uid and is " + socket,
                    "remove it, or change agent.uid"));
  }

  private static void compare(
      String key, Optional<String> expected, Optional<String> configured, Problems problems) {
    if (expected.isPresent() && configured.isPresent() && !expected.equals(configured)) {
      problems.add(
          VERIFY.key(key),
          "contradicts containers." + key + ", which is " + configured.get(),
          "remove one of the two");
    }
  }

  /** podman info names a runtime without its folder. */
  private static String name(String runtime) {
    return runtime.substring(runtime.lastIndexOf('/') + 1);
  }
}
