/** The rules of podman and its configuration files as pure code. */
package dev.provision.containers;
