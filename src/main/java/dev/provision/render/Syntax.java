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
  /** JSON; policy.json is read by podman itself, {@code skopeo --policy FILE}. */
  JSON,
  /**
   * TOML; podman reads it through CONTAINERS_REGISTRIES_CONF, CONTAINERS_CONF or
   * CONTAINERS_STORAGE_CONF. Unknown keys show at debug level before podman 5.0, and then never.
   */
  TOML,
  /** YAML of containers-registries.d(5). */
  YAML,
  /** {@code sh -n FILE}. */
  SHELL,
  /** {@code systemd-tmpfiles --dry-run --create FILE} from systemd 256 on; ends with 65. */
  TMPFILES,
  /** {@code sysctl --dry-run -p FILE}; bad syntax only shows on standard error. */
  SYSCTL,
  /** One kernel module a line, {@code modprobe --dry-run NAME}. */
  MODULES,
  /**
   * {@code systemd-analyze --man=no verify UNIT}; a setting it ignores only shows on standard
   * error.
   */
  UNIT,
  /** deb822 sources, {@code apt-get indextargets -o Dir::Etc::SourceList=FILE}. */
  APT_SOURCES,
  /** {@code apt-cache policy -o Dir::Etc::Preferences=FILE}. */
  APT_PREFERENCES,
  /** An ASCII-armoured public key, {@code gpg --show-keys FILE}. */
  OPENPGP_KEY
}
