/**
 * A small typed client of podman's own API ("libpod") over any byte stream: a unix socket of this
 * machine, or one of a host. Knows nothing of profiles.
 */
package dev.provision.podman;
