package dev.provision.imports;

import java.util.Map;

/** Keys of a profile that no host can tell, and why. */
final class Untold {
  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("description", "is for people, and stands nowhere on a host"),
          Map.entry("images", "a store holds images without saying which were wanted there"),
          Map.entry("images[].name", "as images"),
          Map.entry("images[].digest", "as images"),
          Map.entry(
              "packages.repository[].key-file", "the key itself is there, so no file is needed"),
          Map.entry("quadlet[].content-file", "the content itself is there"),
          Map.entry("user-unit[].content-file", "the content itself is there"),
          Map.entry("drift.tolerate", "what is normal is decided by people"),
          Map.entry("verify.podman", "a host has a version and does not say which it needs"),
          Map.entry("verify.rootless", "what must be shown is decided by people"),
          Map.entry("verify.cgroup-version", "as verify.rootless"),
          Map.entry("verify.native-overlay-diff", "as verify.rootless"),
          Map.entry("verify.runtime", "as verify.rootless"),
          Map.entry("verify.network-backend", "as verify.rootless"),
          Map.entry("verify.remote-socket", "as verify.rootless"),
          Map.entry("verify.free-space-gib", "as verify.rootless"));

  private Untold() {}
}
