package dev.provision.cli;

import dev.provision.cli.Target.Identity;
import dev.provision.cli.Target.Ssh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Which machine, and how to get there. Environment variables stand in for absent flags. Without a
 * target nothing happens: it is never "this machine" by default.
 */
final class TargetOptions {
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,3}");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final String CONNECT_TIMEOUT = "15";

  private TargetOptions() {}

  static void declare(CommandSpec spec) {
    value(spec, "--host", "[USER@]HOST[:PORT]", "A host, over SSH. (PROVISION_HOST)");
    flag(spec, "--local", "This machine.");
    value(spec, "--port", "PORT", "Of SSH. (PROVISION_PORT)");
    value(spec, "--user", "NAME", "Who logs in. (PROVISION_USER)");
    value(spec, "--identity", "FILE", "Private key. (PROVISION_IDENTITY)");
    flag(spec, "--identity-stdin", "Read the private key from standard input.");
    value(spec, "--jump", "[USER@]HOST[:PORT]", "A host to go through.");
    value(spec, "--known-hosts", "FILE", "Known host keys. (PROVISION_KNOWN_HOSTS)");
    value(
        spec,
        "--host-key",
        "strict|accept-new|SHA256:...",
        "Which host key is trusted: strict. (PROVISION_HOST_KEY)");
    value(spec, "--connect-timeout", "SECONDS", "How long to try: " + CONNECT_TIMEOUT + ".");
    flag(
        spec,
        "--ask-sudo-password",
        "Ask for the password of sudo on the terminal. (PROVISION_SUDO_PASSWORD)");
  }

  private static void value(CommandSpec spec, String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  private static void flag(CommandSpec spec, String name, String description) {
    spec.addOption(OptionSpec.builder(name).description(description).build());
  }

  /**
   * The one target.
   *
   * @throws UsageException when there is none, or more than one, or a part is malformed
   */
  static Target from(CommandContext context) {
    boolean local = context.flag("--local");
    if (local && context.option("--host").isPresent()) {
      throw new UsageException("--host and --local: which one?");
    }
    if (local) {
      return new Target(Optional.empty(), sudoPassword(context));
    }
    String host =
        context
            .option("--host")
            .or(() -> Optional.ofNullable(context.environment().get("PROVISION_HOST")))
            .orElseThrow(
                () ->
                    new UsageException(
                        "which machine? --host [USER@]HOST[:PORT], or --local for this one"));
    return new Target(Optional.of(ssh(context, host)), sudoPassword(context));
  }

  private static Ssh ssh(CommandContext context, String host) {
    if (host.isBlank() || host.equals("<unknown>")) {
      throw new UsageException(
          "the host is \"%s\": Packer says so where there is none; give --host or --local"
              .formatted(host));
    }
    return new Ssh(
        host,
        either(context, "--user", "PROVISION_USER"),
        either(context, "--port", "PROVISION_PORT")
            .map(text -> number(text, PORT, "--port", "a port between 1 and 65535")),
        identity(context),
        context.option("--jump"),
        either(context, "--known-hosts", "PROVISION_KNOWN_HOSTS").map(context::path),
        either(context, "--host-key", "PROVISION_HOST_KEY").orElse("strict"),
        Duration.ofSeconds(
            number(
                context.option("--connect-timeout").orElse(CONNECT_TIMEOUT),
                SECONDS,
                "--connect-timeout",
                "a number of seconds")));
  }

  private static Optional<String> either(CommandContext context, String flag, String variable) {
    return context.option(flag).or(() -> context.variable(variable));
  }

  private static int number(String text, Pattern form, String flag, String wanted) {
    if (!form.matcher(text).matches()) {
      throw new UsageException("%s \"%s\": not %s".formatted(flag, text, wanted));
    }
    return Integer.parseInt(text);
  }

  private static Optional<Identity> identity(CommandContext context) {
    if (!context.flag("--identity-stdin")) {
      return either(context, "--identity", "PROVISION_IDENTITY")
          .map(file -> new Identity(Optional.of(context.path(file)), Optional.empty()));
    }
    if (context.option("--identity").isPresent()) {
      throw new UsageException("--identity and --identity-stdin: which one?");
    }
    try {
      byte[] key = context.console().input().readAllBytes();
      return Optional.of(
          new Identity(Optional.empty(), Optional.of(new String(key, StandardCharsets.US_ASCII))));
    } catch (IOException e) {
      throw new UncheckedIOException("standard input", e);
    }
  }

  private static Optional<String> sudoPassword(CommandContext context) {
    if (!context.flag("--ask-sudo-password")) {
      return context.variable("PROVISION_SUDO_PASSWORD");
    }
    return Optional.of(
        context
            .console()
            .askSecret("password for sudo: ")
            .orElseThrow(
                () ->
                    new UsageException(
                        "--ask-sudo-password: no terminal to ask on; set"
                            + " PROVISION_SUDO_PASSWORD")));
  }
}
