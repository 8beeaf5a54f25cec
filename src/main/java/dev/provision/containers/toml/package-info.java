/** TOML with the line of each value, as podman's reader takes it. */
package dev.provision.containers.toml;
