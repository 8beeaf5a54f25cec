package dev.provision.podman;

/**
 * What the service is.
 *
 * @param podman {@code 5.4.2}
 * @param api of podman's own API
 * @param leastApi the oldest that clients may ask for
 * @param dockerApi of the API that it has in common with docker
 */
public record Version(
    String podman,
    String api,
    String leastApi,
    String dockerApi,
    String os,
    String arch,
    String kernel) {}
