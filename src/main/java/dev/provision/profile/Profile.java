package dev.provision.profile;

/**
 * What a runner shall be: the typed, sound content of a profile file. An instance exists only when
 * every rule holds; {@link ProfileLoader} reports all problems otherwise.
 *
 * @param name file name without {@code .toml}
 * @param description one line for people
 */
public record Profile(
    String name,
    String description,
    Agent agent,
    Packages packages,
    Registries registries,
    Policy policy,
    Containers containers,
    Storage storage,
    Docker docker,
    Socket socket,
    Kernel kernel,
    Verification verify) {}
