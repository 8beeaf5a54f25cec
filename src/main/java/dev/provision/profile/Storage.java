package dev.provision.profile;

/**
 * The agent's own storage.conf: the one form that every podman from 3.4 to 5.8 takes is {@code
 * driver} alone, in the account's ~/.config/containers.
 */
public record Storage(
    @Key(
            doc =
                "How layers are stored. The first run of podman pins it in the account's database;"
                    + " Debian 12 would choose the slow vfs by itself.",
            example = "\"vfs\"",
            defaults = "\"overlay\"")
        Driver driver) {

  /** Storage drivers that rootless podman can use; containers-storage.conf(5). */
  public enum Driver {
    OVERLAY,
    VFS
  }
}
