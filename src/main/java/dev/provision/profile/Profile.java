package dev.provision.profile;

import java.util.List;

/**
 * What a runner shall be: the typed, sound content of a profile file. An instance exists only when
 * every rule holds; {@link ProfileLoader} reports all problems otherwise.
 *
 * @param name file name without {@code .toml}
 */
public record Profile(
    String name,
    @Key(doc = "One line for people.", example = "\"Runners of team A\"", defaults = "\"\"")
        String description,
    @Key(doc = "The account that the agent runs as.", example = "{ uid = 1500 }") Agent agent,
    @Key(doc = "Debian packages and repositories.", example = "{ install = { podman = \"4.3\" } }")
        Packages packages,
    @Key(doc = "Where images come from.", example = "{ blocked = [\"*.example.com\"] }")
        Registries registries,
    @Key(doc = "Which images may be used.", example = "{ default = \"accept\" }") Policy policy,
    @Key(doc = "Settings of every container.", example = "{ pids-limit = 4096 }")
        Containers containers,
    @Key(doc = "How layers are stored.", example = "{ driver = \"vfs\" }") Storage storage,
    @Key(
            doc = "Images that the agent's store holds ready, so that no job waits for them.",
            example = "[{ name = \"docker.io/library/alpine:3.20\" }]")
        List<BaseImage> images,
    @Key(doc = "What pipelines that say docker meet.", example = "{ nodocker = false }")
        Docker docker,
    @Key(doc = "podman's API socket.", example = "{ enabled = false }") Socket socket,
    @Key(doc = "Modules and parameters of the kernel.", example = "{ modules = [\"overlay\"] }")
        Kernel kernel,
    @Key(
            name = "quadlet",
            doc = "Containers and the like that run in the account's own systemd.",
            example = "[{ name = \"cache.container\", content-file = \"units/cache.container\" }]")
        List<Quadlet> quadlets,
    @Key(
            name = "user-unit",
            doc = "Plain units of the account's own systemd.",
            example = "[{ name = \"warm.service\", content-file = \"units/warm.service\" }]")
        List<UserUnit> userUnits,
    @Key(doc = "What the running host must show.", example = "{ podman = \"4.3\" }")
        Verification verify,
    @Key(doc = "What drift takes for normal.", example = "{ tolerate = [] }") Drift drift) {
  public Profile {
    images = List.copyOf(images);
    quadlets = List.copyOf(quadlets);
    userUnits = List.copyOf(userUnits);
  }

  /**
   * Names what the profile makes of a host: equal digests, equal hosts.
   *
   * <p>SHA-256, in hexadecimal, of the profile as JSON in UTF-8: every key with its effective
   * value, objects sorted by key, no blanks. The name, the description, what drift tolerates, the
   * order of keys in the file and the way through {@code extends} or {@code --set} do not count;
   * the content of key files does.
   */
  public String digest() {
    return ProfileDigest.of(this);
  }

  /** The JSON that {@link #digest()} is made of; {@link ProfileLoader#ofCanonical} reads it. */
  public String canonical() {
    return ProfileDigest.canonical(this);
  }
}
