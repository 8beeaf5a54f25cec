package dev.provision.profile;

import java.util.regex.Pattern;

/**
 * What a string may look like by itself. The patterns are in the subset that Java and JSON Schema
 * share, so that an editor refuses what the tool refuses.
 */
enum Format {
  /** Anything that fits on a line: no control, direction or unpaired surrogate characters. */
  LINE(
      "[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*",
      4096,
      "one line of text",
      "one line without control characters, of at most 4096 characters"),
  /** An ASCII-armoured OpenPGP key; RFC 4880, section 6.2. */
  ARMOUR(
      "[\\t\\n\\r -~]*",
      65536,
      "an ASCII-armoured key",
      "the output of gpg --armor --export, at most 64 KiB"),
  /** What useradd, sudoers and systemd all take; systemd.io/USER_NAMES, "strict mode". */
  ACCOUNT(
      "[A-Za-z_][A-Za-z0-9_-]*",
      31,
      "a name of an account or group",
      "letters, digits, _ and -, not starting with a digit or -, at most 31 characters"),
  /** A path without a trailing slash that no configuration file needs to quote. */
  PATH(
      "(?!(?:.*/)?\\.\\.?(?:/|$))(?:/[A-Za-z0-9_.,+@=~-]+)+",
      1024,
      "a plain absolute path",
      "an absolute path without . or .. parts, trailing slash, blanks or quotes"),
  /** What a shell takes as a variable; POSIX.1-2017, 3.235. */
  VARIABLE(
      "[A-Za-z_][A-Za-z0-9_]*",
      128,
      "a name of an environment variable",
      "letters, digits and _, not starting with a digit"),
  /**
   * Long text form of an access control entry, acl(5); getfacl prints no number that has a name.
   */
  ACL_ENTRY(
      "(?:default:)?(?:(?:user|group):(?![0-9]+:)[A-Za-z0-9_-]*|mask:|other:):[r-][w-][x-]",
      128,
      "an access control entry",
      "[default:]user|group|mask|other:[NAME]:rwx, in the long form that getfacl prints; a name, not a"
          + " number"),
  /** Debian Policy 5.6.1, but for a - at the end: apt-get(8) then removes the package. */
  PACKAGE(
      "[a-z0-9][a-z0-9+.-]*[a-z0-9+.]",
      128,
      "a name of a Debian package",
      "lower-case letters, digits, +, - and ., without a - at the end"),
  /** Debian Policy 5.6.12, or * for any. */
  VERSION(
      "\\*|(?:[0-9]+:)?[0-9][A-Za-z0-9.+~-]*",
      128,
      "a Debian version",
      "* for any version, or a version such as 4.3.1 or 1:4.13+dfsg1"),
  /** A package, or * for all of them; apt_preferences(5). */
  PIN_PACKAGE(
      "\\*|[a-z0-9][a-z0-9+.-]+", 128, "a name of a Debian package", "a package, or * for all"),
  /** What apt reads in sources.list.d without complaint. */
  REPOSITORY(
      "[a-z0-9][a-z0-9_-]*",
      64,
      "a name of a repository",
      "lower-case letters, digits, - and _: it names files below /etc/apt"),
  /** sources.list(5), without what deb822 or the one-line form would read as its own. */
  REPOSITORY_URI(
      "(?:https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~:@!&',;=%+-]*)*|(?:file|copy):/[A-Za-z0-9._~/+-]*)",
      1024,
      "an address of an apt repository",
      "https://HOST/PATH, http://HOST/PATH or file:/PATH, without blanks, brackets or a password"),
  /** A distribution, or a path ending in / for a flat repository; sources.list(5). */
  SUITE(
      "(?!(?:.*/)?\\.\\.(?:/|$))(?:[A-Za-z0-9.][A-Za-z0-9._+~/-]*|/)",
      256,
      "a suite",
      "a name such as bookworm, or a path ending in / for a flat repository"),
  /** sources.list(5). */
  COMPONENT("[A-Za-z0-9][A-Za-z0-9._+/-]*", 128, "a component", "a word such as main"),
  /** RFC 4880, section 12.2: 20 bytes. */
  FINGERPRINT(
      "[0-9A-Fa-f]{40}",
      40,
      "a fingerprint",
      "the 40 hexadecimal digits of gpg --show-keys, without blanks"),
  /** Names of registries, repositories and scopes; what can match is decided by the rules. */
  IMAGE("[!-~]*", 512, "a name of a registry or repository", "printable ASCII without blanks"),
  /** An image with registry and tag; the grammar of containers/image, docker/reference. */
  BASE_IMAGE(
      "[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?"
          + "(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}",
      512,
      "a name of an image",
      "REGISTRY/NAME:TAG, such as docker.io/library/alpine:3.20"),
  /** What registries give with a manifest. */
  DIGEST("sha256:[0-9a-f]{64}", 71, "a digest", "sha256: and 64 hexadecimal digits"),
  /** containers-policy.json(5). */
  TRANSPORT("[a-z][a-z-]*", 32, "a transport", "a transport such as docker or containers-storage"),
  /** A scope of any transport; paths may be in it. */
  SCOPE("[!-~]*", 1024, "a scope", "printable ASCII without blanks"),
  /** An executable: a path, or a name that PATH finds. */
  COMMAND(
      "(?!(?:.*/)?\\.\\.?(?:/|$))(?:(?:/[A-Za-z0-9_.,+@=~-]+)+|[A-Za-z0-9][A-Za-z0-9_.+-]*)",
      1024,
      "a command",
      "an absolute path, or a name without slashes"),
  /** Go's time.ParseDuration, which podman reads retry_delay with. */
  DURATION(
      "(?:[0-9]+(?:\\.[0-9]+)?(?:ns|us|ms|s|m|h))+",
      32,
      "a duration",
      "a number and a unit, such as 2s or 1m30s"),
  /** A table of containers.conf(5). */
  CONF_TABLE("[a-z][a-z0-9_]*", 64, "a table of containers.conf", "a name such as engine"),
  /** A key of containers.conf(5). */
  CONF_KEY("[a-z][a-z0-9_]*", 64, "a key of containers.conf", "a name such as num_locks"),
  /** containers.conf(5), cgroup_manager. */
  CGROUP_MANAGER("systemd|cgroupfs", 16, "a cgroup manager", "systemd or cgroupfs"),
  /** containers.conf(5), network_backend. */
  NETWORK_BACKEND("netavark|cni", 16, "a network backend", "netavark or cni"),
  /** podman-run(1), --log-driver. */
  LOG_DRIVER(
      "k8s-file|journald|none|passthrough|passthrough-tty|json-file",
      16,
      "a log driver",
      "k8s-file, journald, none, passthrough, passthrough-tty or json-file"),
  /** containers.conf(5), events_logger. */
  EVENTS_LOGGER("file|journald|none", 16, "an events logger", "file, journald or none"),
  /** podman-info(1). */
  CGROUP_VERSION("v1|v2", 2, "a version of cgroups", "v2, or v1"),
  /** systemd.resource-control(5). */
  CONTROLLER("[a-z]+", 16, "a cgroup controller", "a name such as cpu"),
  /** modules-load.d(5): a name, never an option or a path. */
  MODULE("[A-Za-z0-9_][A-Za-z0-9_-]*", 64, "a kernel module", "letters, digits, _ and -"),
  /** sysctl.d(5): separated by dots, with / for a dot inside a part. */
  SYSCTL(
      "[a-z][a-z0-9_-]*(?:\\.[A-Za-z0-9_/-]+)+",
      256,
      "a kernel parameter",
      "a name such as net.ipv4.ping_group_range"),
  /** sysctl.d(5): the rest of the line, blanks at its ends dropped. */
  SYSCTL_VALUE(
      "[!-~](?:[ -~]*[!-~])?",
      1024,
      "a value of a kernel parameter",
      "printable ASCII without blanks at the ends"),
  /**
   * The file name of a unit of the account, systemd.unit(5): no template, which nothing would
   * start, and no mount or slice.
   */
  USER_UNIT(
      "[A-Za-z0-9][A-Za-z0-9_.-]*\\.(?:service|socket|timer|path|target)",
      128,
      "a name of a unit",
      "letters, digits, _, . and -, then .service, .socket, .timer, .path or .target"),
  /** The file name of a Quadlet, podman-systemd.unit(5), with the types that podman 5.4 knows. */
  QUADLET(
      "[A-Za-z0-9][A-Za-z0-9_.-]*\\.(?:container|volume|network|kube|image|build|pod)",
      128,
      "a name of a Quadlet file",
      "letters, digits, _, . and -, then .container, .volume, .network, .kube, .image, .build or"
          + " .pod"),
  /** Lines of text: as LINE, with line ends and tabs. */
  UNIT_TEXT(
      "[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*",
      65536,
      "the text of a unit",
      "lines of text without control characters but tabs, at most 64 KiB"),
  /** A version of podman. */
  PODMAN_VERSION(
      "[0-9]{1,4}\\.[0-9]{1,4}(?:\\.[0-9]{1,4})?",
      16,
      "a version of podman",
      "a version such as 4.3 or 4.3.1");

  private final Pattern pattern;
  private final int longest;
  private final String noun;
  private final String remedy;

  Format(String pattern, int longest, String noun, String remedy) {
    this.pattern = Pattern.compile(pattern);
    this.longest = longest;
    this.noun = noun;
    this.remedy = remedy;
  }

  boolean matches(String value) {
    return value.codePointCount(0, value.length()) <= longest && pattern.matcher(value).matches();
  }

  /** As a JSON Schema's {@code pattern}, which is a search and needs anchors. */
  String anchored() {
    return "^(?:" + pattern.pattern() + ")$";
  }

  int longest() {
    return longest;
  }

  String noun() {
    return noun;
  }

  /** What to write, after the word "write". */
  String remedy() {
    return remedy;
  }
}
