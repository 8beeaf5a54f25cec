package dev.provision.engine;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Plan;
import java.util.Optional;

/**
 * A host compared with a profile.
 *
 * @param podman version on the host or that apt would install; empty when not known before apply
 * @param osRelease {@code Debian GNU/Linux 12 (bookworm)}
 */
public record Inspection(Plan plan, Optional<PodmanVersion> podman, String osRelease) {}
