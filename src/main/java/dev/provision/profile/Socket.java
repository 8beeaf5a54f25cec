package dev.provision.profile;

import java.util.List;

/** podman's API socket in the account's own systemd. */
public record Socket(
    @Key(
            doc = "Whether podman.socket is enabled for the account; it needs agent.linger.",
            example = "false",
            defaults = "true")
        boolean enabled,
    @Key(
            doc =
                "Cgroup controllers handed to user@.service, which rootless limits need; without"
                    + " any the distribution's choice stays.",
            example = "[\"memory\", \"pids\"]",
            defaults = "[\"cpu\", \"cpuset\", \"io\", \"memory\", \"pids\"]")
        @Text(Format.CONTROLLER)
        List<String> delegate) {
  public Socket {
    delegate = List.copyOf(delegate);
  }
}
