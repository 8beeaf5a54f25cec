package dev.provision.profile;

import java.util.Optional;

/** What pipelines that say "docker" meet. */
public record Docker(
    @Key(
            doc = "Path of the docker command, where sudo's secure_path finds it; \"\" for none.",
            example = "\"/usr/local/sbin/docker\"",
            defaults = "\"/usr/local/bin/docker\"")
        @Text(Format.PATH)
        Optional<String> wrapper,
    @Key(
            doc =
                "Whether podman's \"Emulate Docker CLI\" message is silenced; the agent takes what"
                    + " a command prints on stderr for errors.",
            example = "false",
            defaults = "true")
        boolean nodocker,
    @Key(
            doc = "Path of the link to podman's socket; \"\" for none.",
            example = "\"/run/podman-docker.sock\"",
            defaults = "\"/run/docker.sock\"")
        @Text(Format.PATH)
        Optional<String> socket) {

  /** What a step calls: docker where there is a wrapper, else podman. */
  public String command() {
    return wrapper.isPresent() ? "docker" : "podman";
  }
}
