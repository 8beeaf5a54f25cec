package dev.provision.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A way to a host: an address of this machine that leads there.
 *
 * @param user account that logs in
 * @param key its private key
 * @param knownHosts file with the host's key under this address
 */
record Route(String user, int port, String key, Path knownHosts) {

  /**
   * A way through a port.
   *
   * @param hostKey type and Base64
   * @param knownHosts written anew
   */
  static Route of(String user, int port, String key, String hostKey, Path knownHosts)
      throws IOException {
    Files.writeString(knownHosts, "[127.0.0.1]:" + port + " " + hostKey + "\n");
    return new Route(user, port, key, knownHosts.toAbsolutePath());
  }

  /** Flags for provision. */
  List<String> flags() {
    return List.of(
        "--host", user + "@127.0.0.1:" + port, "--identity", key, "--known-hosts", "" + knownHosts);
  }

  /** OpenSSH as it is installed; what is to run on the host comes after these words. */
  List<String> ssh() {
    return List.of(
        "ssh",
        "-F",
        "none",
        "-o",
        "IdentitiesOnly=yes",
        "-i",
        key,
        "-o",
        "UserKnownHostsFile=" + knownHosts,
        "-p",
        "" + port,
        user + "@127.0.0.1");
  }

  /** A line of an inventory for Ansible. */
  String inventoryLine() {
    return "runner ansible_host=127.0.0.1 ansible_port=%d ansible_user=%s".formatted(port, user)
        + " ansible_ssh_private_key_file="
        + key
        + " ansible_ssh_common_args=\"-F none -o IdentitiesOnly=yes -o UserKnownHostsFile=%s\"\n"
            .formatted(knownHosts);
  }
}
