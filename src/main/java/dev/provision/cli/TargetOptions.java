package dev.provision.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which machine, and how to get there. Environment variables stand in for absent flags. Without a
 * target nothing happens: it is never "this machine" by default.
 */
final class TargetOptions {
  private TargetOptions() {}

  static void declare(CommandSpec spec) {
    declareHost(spec, "This machine.");
    Options.value(
        spec, "--root", "DIR", "A tree that is not booted: a chroot, the mount of a disk.");
    declareWay(spec);
  }

  /** For commands to which a tree that is not booted is nothing. */
  static void declareBooted(CommandSpec spec, String local) {
    declareHost(spec, local);
    declareWay(spec);
  }

  private static void declareHost(CommandSpec spec, String local) {
    Options.value(spec, "--host", "[USER@]HOST[:PORT]", "A host, over SSH. (PROVISION_HOST)");
    Options.flag(spec, "--local", local);
  }

  private static void declareWay(CommandSpec spec) {
    SshFlags.declare(spec);
    Options.flag(
        spec,
        "--ask-sudo-password",
        "Ask for the password of sudo on the terminal. (PROVISION_SUDO_PASSWORD)");
  }

  /**
   * The one target.
   *
   * @throws UsageException when there is none, or more than one, or a part is malformed
   */
  static Target from(CommandContext context) {
    boolean local = context.flag("--local");
    Optional<String> root = context.option("--root");
    if (local && context.option("--host").isPresent()) {
      throw new UsageException("--host and --local: which one?");
    }
    if (root.isPresent() && (local || context.option("--host").isPresent())) {
      throw new UsageException("--root and " + (local ? "--local" : "--host") + ": which one?");
    }
    if (local || root.isPresent()) {
      SshFlags.refuse(context);
      return new Target(
          Optional.empty(), root.map(dir -> tree(context, dir)), sudoPassword(context));
    }
    Optional<String> sudoPassword = sudoPassword(context);
    return new Target(
        Optional.of(SshFlags.read(context, host(context), sudoPassword)),
        Optional.empty(),
        sudoPassword);
  }

  private static Path tree(CommandContext context, String dir) {
    Path tree = dir.isEmpty() ? Path.of("") : real(context.path(dir));
    if (!Files.isExecutable(tree.resolve("bin/sh")) || tree.getNameCount() == 0) {
      throw new UsageException(
          "--root " + dir + ": no tree with a bin/sh; for this machine itself there is --local");
    }
    return tree;
  }

  /** Behind all links: one of them may lead to this machine itself. */
  private static Path real(Path dir) {
    try {
      return dir.toRealPath();
    } catch (IOException e) {
      return Path.of("");
    }
  }

  private static String host(CommandContext context) {
    String host =
        context
            .option("--host")
            .or(() -> Optional.ofNullable(context.environment().get("PROVISION_HOST")))
            .orElseThrow(
                () ->
                    new UsageException(
                        "which machine? --host [USER@]HOST[:PORT], --local for this one, or --root DIR"));
    if (host.isBlank()) {
      throw new UsageException(
          "the host is empty; give --host [USER@]HOST[:PORT], or --local for this machine");
    }
    return host;
  }

  /** Asked for once, or from the environment. */
  static Optional<String> sudoPassword(CommandContext context) {
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
