package dev.provision.cli;

import dev.provision.cli.PodmanVerb.Answer;
import dev.provision.engine.Receipt;
import dev.provision.podman.HostSocket;
import dev.provision.podman.Podman;
import dev.provision.podman.http.UnixSocket;
import dev.provision.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which podman. Without a target it is that of whoever runs this, as with podman's own command
 * line: a socket is an address already. A host's, or this machine's with {@code --local}, is the
 * agent's.
 */
final class PodmanOptions {
  private static final String UNIX = "unix://";

  private PodmanOptions() {}

  static void declare(CommandSpec spec) {
    Options.value(
        spec,
        "--socket",
        "PATH",
        "The socket: $XDG_RUNTIME_DIR/podman/podman.sock, else /run/podman/podman.sock."
            + " (PODMAN_SOCKET_PATH, but not with a host)");
    Options.value(
        spec,
        "--agent",
        "USER",
        "As whom on a host: the agent of the profile in " + Receipt.PATH + " there.");
    TargetOptions.declareBooted(
        spec, "This machine, but as the agent. Without a target: as you are.");
  }

  /** Opens the podman that was asked for, asks, hangs up. */
  static Answer ask(CommandContext context, Function<Podman, Answer> question) {
    Optional<String> path = context.option("--socket").map(PodmanOptions::path);
    if (path.isPresent() && path.get().isEmpty()) {
      throw new UsageException("--socket: the path is missing");
    }
    if (!wantsHost(context)) {
      SshFlags.refuse(context);
      if (context.flag("--agent")) {
        throw new UsageException("--agent goes with --host or --local only");
      }
      try (var podman = new Podman(new UnixSocket(socket(context, path)))) {
        return question.apply(podman);
      }
    }
    Target target = TargetOptions.from(context);
    try (Transport host = context.workbench().connect(target)) {
      String agent = context.option("--agent").orElseGet(() -> agent(context, host));
      var socket =
          PodmanVerb.value(
              "--agent",
              agent,
              name -> new HostSocket(host, name, path, PodmanVerb.progress(context)));
      try (var podman = new Podman(socket)) {
        return question.apply(podman);
      }
    }
  }

  private static boolean wantsHost(CommandContext context) {
    return context.flag("--local")
        || context.flag("--host")
        || context.variable("PROVISION_HOST").isPresent();
  }

  private static String agent(CommandContext context, Transport host) {
    return context
        .workbench()
        .receipt(host)
        .map(receipt -> receipt.read().agent().user())
        .orElseThrow(
            () ->
                new UsageException(
                    host.name()
                        + " has no "
                        + Receipt.PATH
                        + " that tells the agent; name it with --agent"));
  }

  /** The first that is there, else the first to be named in the error. */
  private static Path socket(CommandContext context, Optional<String> given) {
    Optional<String> named =
        given.or(() -> context.variable("PODMAN_SOCKET_PATH").map(PodmanOptions::path));
    if (named.isPresent()) {
      return context.path(named.get());
    }
    Path own =
        Path.of(context.variable("XDG_RUNTIME_DIR").orElseGet(PodmanOptions::runtimeDirectory))
            .resolve("podman/podman.sock");
    return Stream.of(own, Path.of("/run/podman/podman.sock"))
        .filter(Files::exists)
        .findFirst()
        .orElse(own);
  }

  /** What logind makes; root's own podman is the system's. */
  private static String runtimeDirectory() {
    try {
      int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return uid == 0 ? "/run" : "/run/user/" + uid;
    } catch (IOException e) {
      return "/run";
    }
  }

  private static String path(String text) {
    return text.startsWith(UNIX) ? text.substring(UNIX.length()) : text;
  }
}
