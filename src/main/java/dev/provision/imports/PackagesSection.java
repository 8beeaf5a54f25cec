package dev.provision.imports;

import dev.provision.profile.Draft;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Packages that a runner's podman is made of. */
final class PackagesSection implements Section {
  private static final String KEY = "packages.install";

  /** Beside those that every profile has: what podman only recommends, and what pipelines call. */
  private static final List<String> FURTHER =
      List.of(
          "aardvark-dns",
          "containernetworking-plugins",
          "docker-compose",
          "fuse-overlayfs",
          "iptables",
          "netavark",
          "nftables",
          "passt",
          "podman-compose",
          "podman-docker",
          "runc");

  /** Those that every profile has. */
  private static List<String> usual() {
    return List.copyOf(new Draft().settle("x").profile().packages().install().keySet());
  }

  /** What the host is asked about. */
  static List<String> asked() {
    return Stream.concat(usual().stream(), FURTHER.stream()).sorted().toList();
  }

  @Override
  public List<String> keys() {
    return List.of(KEY);
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    var install = new TreeMap<String, String>();
    FURTHER.stream()
        .filter(it -> host.installed(it).isPresent())
        .forEach(it -> install.put(it, "*"));
    sketch.put(KEY, install);
    List<String> missing =
        usual().stream().filter(it -> host.installed(it).isEmpty()).sorted().toList();
    if (!missing.isEmpty()) {
      sketch.note(KEY, "not installed, and every profile has them: " + String.join(", ", missing));
    }
  }
}
