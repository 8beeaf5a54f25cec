package dev.provision.profile;

import java.util.List;

/**
 * podman's API socket in the account's own systemd.
 *
 * @param delegate cgroup controllers handed to user@.service; rootless limits need them
 */
public record Socket(boolean enabled, List<String> delegate) {
  public Socket {
    delegate = List.copyOf(delegate);
  }
}
