package dev.provision.cli;

import dev.provision.transport.HostKeyPolicy;
import dev.provision.transport.KnownHosts;
import dev.provision.transport.OpenSshOptions;
import dev.provision.transport.OpenSshOptions.Given;
import dev.provision.transport.SshIdentity;
import dev.provision.transport.SshKeys;
import dev.provision.transport.SshOptions;
import dev.provision.transport.SshTarget;
import dev.provision.transport.SshWay;
import dev.provision.transport.config.SshConfig.Settled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** How to get to a host. Environment variables stand in for absent flags. */
final class SshFlags {
  private static final String TRANSPORT = "--transport";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  private SshFlags() {}

  /** Where no SSH is needed: a flag that does nothing was meant for something. */
  static void refuse(CommandContext context) {
    CommandSpec ssh = CommandSpec.create();
    declare(ssh);
    ssh.optionsMap().keySet().stream()
        .filter(context::flag)
        .findFirst()
        .ifPresent(
            flag -> {
              throw new UsageException(flag + " goes with --host only");
            });
  }

  static void declare(CommandSpec spec) {
    Options.value(spec, "--port", "PORT", "Of SSH: 22. (PROVISION_PORT)");
    Options.value(spec, "--user", "NAME", "Who logs in: you. (PROVISION_USER)");
    Options.value(
        spec,
        "--identity",
        "FILE",
        "Private key: those of the agent at SSH_AUTH_SOCK. (PROVISION_IDENTITY)");
    Options.flag(spec, "--identity-stdin", "Read the private key from standard input.");
    Options.value(
        spec, "--jump", "[USER@]HOST[:PORT],...", "Hosts to go through, the nearest first.");
    Options.value(
        spec,
        "--known-hosts",
        "FILE",
        "Known host keys: ~/.ssh/known_hosts. (PROVISION_KNOWN_HOSTS)");
    Options.value(
        spec,
        "--host-key",
        "strict|accept-new|SHA256:...",
        "Which host keys are trusted: strict, those that are known. (PROVISION_HOST_KEY)");
    Options.value(spec, "--connect-timeout", "SECONDS", "How long to try: 30.");
    Options.value(
        spec,
        ConfigFlag.NAME,
        "FILE",
        "An ssh_config that says what flags and inventory do not: none is read.");
    Options.value(
        spec,
        TRANSPORT,
        "builtin|openssh",
        "What connects: builtin. openssh is the ssh of this machine, with all of your ssh_config.");
  }

  /**
   * The host with everything that was said about it.
   *
   * @throws UsageException when a part is malformed
   */
  static Target.Ssh read(CommandContext context, String host, Optional<String> sudoPassword) {
    try {
      boolean user = host.contains("@");
      boolean port = SshTarget.namesPort(host);
      SshWay way = given(context, way(context, sudoPassword), user, port);
      return new ConfigFlag(context, way)
          .target(
              address(context, host), way, settled(context, user, port, false, Optional.empty()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static SshTarget address(CommandContext context, String host) {
    if (context.option("--host").isPresent()) {
      refuseTwice(context, "--user", host.contains("@"));
      refuseTwice(context, "--port", SshTarget.namesPort(host));
    }
    return SshTarget.parse(host, user(context), port(context));
  }

  /** Who logs in where a host does not say. */
  static String user(CommandContext context) {
    return either(context, "--user", "PROVISION_USER").orElseGet(SshFlags::loginName);
  }

  /** Where sshd listens where a host does not say. */
  static int port(CommandContext context) {
    return either(context, "--port", "PROVISION_PORT")
        .map(text -> number(text, "--port", 65535))
        .orElse(SshTarget.DEFAULT_PORT);
  }

  private static void refuseTwice(CommandContext context, String flag, boolean inHost) {
    if (inHost && context.option(flag).isPresent()) {
      throw new UsageException("--host names what " + flag + " names too: which one?");
    }
  }

  private static String loginName() {
    return System.getProperty("user.name", "root");
  }

  /** What holds for every host. */
  static SshWay way(CommandContext context, Optional<String> sudoPassword) {
    return switch (context.option(TRANSPORT).orElse("builtin")) {
      case "builtin" -> options(context, sudoPassword);
      case "openssh" -> openSsh(context, sudoPassword);
      default ->
          throw new UsageException(
              TRANSPORT + " \"" + context.option(TRANSPORT).get() + "\": builtin or openssh");
    };
  }

  /** The same way to a host that names its user or port, or leaves them to the flags. */
  static SshWay given(CommandContext context, SshWay way, boolean user, boolean port) {
    return way instanceof OpenSshOptions openSsh
        ? openSsh.withGiven(
            new Given(
                user || either(context, "--user", "PROVISION_USER").isPresent(),
                port || either(context, "--port", "PROVISION_PORT").isPresent()))
        : way;
  }

  /** What is said of a host, by itself or by the flags, and an ssh_config may not. */
  static Settled settled(
      CommandContext context, boolean user, boolean port, boolean hostKey, Optional<String> jump) {
    return new Settled(
        user || either(context, "--user", "PROVISION_USER").isPresent(),
        port || either(context, "--port", "PROVISION_PORT").isPresent(),
        either(context, "--known-hosts", "PROVISION_KNOWN_HOSTS").isPresent(),
        hostKey || either(context, "--host-key", "PROVISION_HOST_KEY").isPresent(),
        context.option("--connect-timeout").isPresent(),
        jump.or(() -> context.option("--jump")));
  }

  private static OpenSshOptions openSsh(CommandContext context, Optional<String> sudoPassword) {
    if (context.flag("--identity-stdin")) {
      throw new UsageException(
          "--identity-stdin and --transport openssh: ssh reads keys from files and from an agent;"
              + " ssh-add - takes one from standard input");
    }
    return new OpenSshOptions(
        context.option(ConfigFlag.NAME).map(context::path),
        either(context, "--identity", "PROVISION_IDENTITY").map(context::path),
        either(context, "--known-hosts", "PROVISION_KNOWN_HOSTS").map(context::path),
        context.variable("SSH_AUTH_SOCK").map(Path::of),
        hostKey(context),
        connectTimeout(context),
        context.option("--jump").map(SshFlags::jumps).orElse(List.of()),
        new Given(false, false),
        () -> sudoPassword);
  }

  private static HostKeyPolicy hostKey(CommandContext context) {
    return either(context, "--host-key", "PROVISION_HOST_KEY")
        .map(HostKeyPolicy::parse)
        .orElse(HostKeyPolicy.STRICT);
  }

  private static Duration connectTimeout(CommandContext context) {
    return context
        .option("--connect-timeout")
        .map(text -> Duration.ofSeconds(number(text, "--connect-timeout", 99999)))
        .orElseGet(() -> SshOptions.defaults().connectTimeout());
  }

  private static SshOptions options(CommandContext context, Optional<String> sudoPassword) {
    SshOptions defaults = SshOptions.defaults();
    return new SshOptions(
        SshKeys.of(identity(context), context.variable("SSH_AUTH_SOCK").map(Path::of)),
        either(context, "--known-hosts", "PROVISION_KNOWN_HOSTS")
            .map(file -> KnownHosts.of(context.path(file)))
            .orElseGet(defaults::knownHosts),
        hostKey(context),
        connectTimeout(context),
        context.option("--jump").map(SshFlags::jumps).orElse(List.of()),
        Map.of(),
        () -> sudoPassword);
  }

  /** Hosts to go through, separated by commas. */
  static List<SshTarget> jumps(String list) {
    return Stream.of(list.split(",", -1))
        .map(hop -> SshTarget.parse(hop, loginName(), SshTarget.DEFAULT_PORT))
        .toList();
  }

  private static Optional<SshIdentity> identity(CommandContext context) {
    if (!context.flag("--identity-stdin")) {
      return either(context, "--identity", "PROVISION_IDENTITY")
          .map(file -> SshIdentity.file(context.path(file)));
    }
    if (context.option("--identity").isPresent()) {
      throw new UsageException("--identity and --identity-stdin: which one?");
    }
    try {
      byte[] key = context.console().input().readAllBytes();
      return Optional.of(SshIdentity.of("the key on standard input", key));
    } catch (IOException e) {
      throw new UncheckedIOException("standard input", e);
    }
  }

  private static Optional<String> either(CommandContext context, String flag, String variable) {
    return context.option(flag).or(() -> context.variable(variable));
  }

  private static int number(String text, String flag, int most) {
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > most) {
      throw new UsageException(flag + " \"" + text + "\": not a number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }
}
