package dev.provision.profile;

import java.util.Optional;

/**
 * What pipelines that say "docker" meet.
 *
 * @param wrapper path of the command, or empty for none; where sudo's secure_path finds it
 * @param nodocker whether podman's "Emulate Docker CLI" message is silenced
 * @param socket path of the link to podman's socket, or empty for none
 */
public record Docker(Optional<String> wrapper, boolean nodocker, Optional<String> socket) {}
