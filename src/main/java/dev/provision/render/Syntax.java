package dev.provision.render;

/**
 * What a staged copy of a file can be checked with before it goes live. The names stand for the
 * program that has the last word; the engine runs it on the host.
 */
public enum Syntax {
  /** Nothing to check. */
  NONE,
  /** {@code visudo -c -f FILE}. */
  SUDOERS,
  /** policy.json; {@code skopeo --policy FILE}. */
  JSON,
  /**
   * TOML; podman reads it through CONTAINERS_CONF or CONTAINERS_STORAGE_CONF, skopeo through {@code
   * --registries-conf}. Unknown keys show at debug level before podman 5.0, and then never.
   */
  TOML,
  /** YAML of containers-registries.d(5), {@code skopeo --registries.d FOLDER}. */
  YAML,
  /** {@code sh -n FILE}. */
  SHELL,
  /** {@code systemd-tmpfiles --create --root=FOLDER FILE}; ends with 65. */
  TMPFILES,
  /** {@code sysctl --dry-run -p FILE}; bad syntax only shows on standard error. */
  SYSCTL,
  /** One kernel module a line: any line is a name, and loading it is the check. */
  MODULES,
  /**
   * {@code systemd-analyze --man=no verify UNIT}; a setting it ignores only shows on standard
   * error.
   */
  UNIT,
  /** {@code systemd-analyze --user --man=no verify UNIT}; as above. */
  USER_UNIT,
  /** {@code QUADLET_UNIT_DIRS=FOLDER /usr/libexec/podman/quadlet --user --dryrun}. */
  QUADLET,
  /** deb822 sources, {@code apt-get indextargets}. */
  APT_SOURCES,
  /** {@code apt-cache policy -o Dir::Etc::Preferences=FILE}. */
  APT_PREFERENCES,
  /** An ASCII-armoured public key, {@code gpg --show-keys FILE}. */
  OPENPGP_KEY
}
