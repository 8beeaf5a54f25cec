package dev.provision.profile;

import java.util.Optional;

/**
 * What the running host must show beyond what the rest of the profile implies. Empty means: not
 * judged.
 */
public record Verification(
    @Key(doc = "Minimum version of podman.", example = "\"4.3\"") @Text(Format.PODMAN_VERSION)
        Optional<String> podman,
    @Key(doc = "Whether the agent's podman runs without root.", example = "true")
        Optional<Boolean> rootless,
    @Key(doc = "Version of the cgroup hierarchy, v2.", example = "\"v2\"")
        @Text(Format.CGROUP_VERSION)
        Optional<String> cgroupVersion,
    @Key(doc = "Whether overlay works without fuse-overlayfs.", example = "true")
        Optional<Boolean> nativeOverlayDiff,
    @Key(doc = "Name of the OCI runtime in use.", example = "\"crun\"") @Text(Format.COMMAND)
        Optional<String> runtime,
    @Key(doc = "Name of the network backend in use.", example = "\"netavark\"")
        @Text(Format.NETWORK_BACKEND)
        Optional<String> networkBackend,
    @Key(
            doc = "Path of podman's socket; it follows from the uid.",
            example = "\"/run/user/1001/podman/podman.sock\"")
        @Text(Format.PATH)
        Optional<String> remoteSocket,
    @Key(doc = "Least space, in GiB, that is free where the agent's images lie.", example = "10")
        @Range(min = 1, max = 65536)
        Optional<Integer> freeSpaceGib) {}
