package dev.provision.profile;

import java.util.Optional;

/**
 * What the running host must show beyond what the rest of the profile implies. Empty means: not
 * judged.
 *
 * @param podman minimum version
 */
public record Verification(
    Optional<String> podman,
    Optional<Boolean> rootless,
    Optional<String> cgroupVersion,
    Optional<Boolean> nativeOverlayDiff,
    Optional<String> runtime,
    Optional<String> networkBackend,
    Optional<String> remoteSocket) {}
