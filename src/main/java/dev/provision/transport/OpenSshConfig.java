package dev.provision.transport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code ssh} is told. In ssh_config(5) the first value wins: ours come first, in a file,
 * since {@code ssh} hands that on to the one that it starts for a jump host.
 */
final class OpenSshConfig {
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** How long a connection may be idle that nobody could close; a killed caller leaves one. */
  private static final int PERSIST_SECONDS = 60;

  // Quotes and variables of ssh_config; there is no way to write a line end.
  private static final Pattern UNWRITABLE = Pattern.compile("[\"\\\\$\\p{Cntrl}]");

  private OpenSshConfig() {}

  /**
   * Refuses what cannot be written into the file.
   *
   * @throws IllegalArgumentException naming the path
   */
  static void checkPath(Path path) {
    if (UNWRITABLE.matcher(path.toString()).find()) {
      throw new IllegalArgumentException(
          "%s: ssh_config has no way to write this path; use one without quotes, backslashes, $ and control characters"
              .formatted(HostText.line(path.toString())));
    }
  }

  /** The file for one way. */
  static String file(OpenSshOptions options) {
    var lines = new ArrayList<String>();
    lines.add("BatchMode yes");
    lines.add("ConnectionAttempts 1");
    lines.add("ConnectTimeout " + Math.max(1, options.connectTimeout().toSeconds()));
    lines.add("ServerAliveInterval " + KEEP_ALIVE_SECONDS);
    lines.add("LogLevel ERROR");
    lines.add("ForwardAgent no");
    lines.add("ForwardX11 no");
    lines.add("PermitLocalCommand no");
    lines.add("UpdateHostKeys no");
    // Else ssh may ask of DNS whether a key is right.
    lines.add("VerifyHostKeyDNS no");
    lines.add("StrictHostKeyChecking " + (options.hostKey().acceptNew() ? "accept-new" : "yes"));
    options
        .knownHosts()
        .ifPresent(
            file -> {
              lines.add("UserKnownHostsFile " + quoted(file));
              lines.add("GlobalKnownHostsFile /dev/null");
            });
    options
        .identity()
        .ifPresent(
            file -> {
              lines.add("IdentityFile " + quoted(file));
              lines.add("IdentitiesOnly yes");
            });
    options
        .config()
        .ifPresentOrElse(
            file -> lines.add("Include \"" + globbed(file) + "\""),
            () -> {
              lines.add("Include ~/.ssh/config");
              lines.add("Include /etc/ssh/ssh_config");
            });
    return String.join("\n", lines) + "\n";
  }

  /**
   * The words that start a command. The host is told nothing that a shell would read twice.
   *
   * @param folder of {@link #file}, named {@code config}, and of the shared connection
   */
  static List<String> command(
      SshTarget target, OpenSshOptions options, Path folder, String command) {
    var words = new ArrayList<>(master(folder));
    words.addAll(
        List.of(
            "-T",
            "-o",
            "ClearAllForwardings=yes",
            "-o",
            "RemoteCommand=none",
            "-o",
            "ControlMaster=auto",
            "-o",
            "ControlPersist=" + PERSIST_SECONDS));
    if (options.given().user()) {
      words.addAll(List.of("-l", target.user()));
    }
    if (options.given().port()) {
      words.addAll(List.of("-p", Integer.toString(target.port())));
    }
    target.alias().ifPresent(alias -> words.addAll(List.of("-o", "HostKeyAlias=" + alias)));
    options
        .hostKey()
        .fingerprint()
        .ifPresent(
            fingerprint ->
                words.addAll(
                    List.of(
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "GlobalKnownHostsFile=/dev/null",
                        "-o",
                        "KnownHostsCommand=" + known(fingerprint))));
    if (!options.jumps().isEmpty()) {
      String jumps =
          options.jumps().stream().map(SshTarget::toString).collect(Collectors.joining(","));
      words.addAll(List.of("-J", jumps));
    }
    words.addAll(List.of("--", target.host(), command));
    return words;
  }

  /** The words that end the shared connection. */
  static List<String> exit(SshTarget target, Path folder) {
    var words = new ArrayList<>(master(folder));
    words.addAll(List.of("-O", "exit", "--", target.host()));
    return words;
  }

  /** Of the shared connection; a path of a socket is at most 107 bytes, and ssh adds 17. */
  static Path socket(Path folder) {
    return folder.resolve("s");
  }

  private static List<String> master(Path folder) {
    return List.of(
        "ssh",
        "-F",
        folder.resolve("config").toString(),
        "-o",
        "ControlPath=" + escaped(socket(folder)));
  }

  /** A program that knows the host by this key alone; it is told each key that is offered. */
  private static String known(String fingerprint) {
    return "/bin/sh -c '[ \"$1\" != \"$2\" ] || echo \"$3 $4 $5\"' provision %f "
        + fingerprint
        + " %H %t %K";
  }

  private static String quoted(Path path) {
    return "\"" + escaped(path) + "\"";
  }

  private static String escaped(Path path) {
    return path.toString().replace("%", "%%");
  }

  /** Include takes patterns, as glob(7) has them. */
  private static String globbed(Path path) {
    return path.toString().replaceAll("[*?\\[]", "[$0]");
  }
}
