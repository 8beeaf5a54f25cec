/**
 * Carries programs and bytes to one host: SSH (the only place with sshj) or this machine. Knows
 * nothing of profiles, plans or podman.
 */
package dev.provision.transport;
