package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import java.util.ArrayList;
import java.util.List;

/**
 * The questions that checks ask; equal questions are asked once. A podman that hangs at each of
 * them must not use up the five minutes of the whole program.
 */
public final class Questions {
  /** Places of the responses in the answer to {@link #api}. */
  static final int PING = 0;

  static final int VERSION = 1;
  static final int INFO = 2;

  /** Any libpod path needs a version; 4.0.0 is podman 4's and 5's least. */
  private static final List<String> API_PATHS =
      List.of("/_ping", "/version", "/v4.0.0/libpod/info");

  private static final Fragment COMMAND = new Fragment("verify/command");
  private static final Fragment SOCKET = new Fragment("verify/socket");

  static final Fact PODMAN_VERSION = step(15, "podman", "--version");

  /** The first one makes the store and tries out what the disk can do: seconds on a good one. */
  static final Fact PODMAN_INFO = step(60, "podman", "info", "--format", "json");

  static final Fact DOCKER_COMMANDS =
      Fact.asStep(new Fragment("verify/docker"), "verify_docker_commands");
  static final Fact CONTAINER_LIMITS =
      Fact.asStep(new Fragment("verify/container"), "verify_container_limits");

  private Questions() {}

  /** What a command says to a step, within some seconds; read it as a Reply. */
  public static Fact step(int seconds, String... command) {
    return Fact.asStep(COMMAND, "verify_command", limited(seconds, command));
  }

  /** What a command says to root, within some seconds; read it as a Reply. */
  static Fact root(int seconds, String... command) {
    return Fact.asRoot(COMMAND, "verify_command", limited(seconds, command));
  }

  /** What podman's API says to a step that connects to a socket; read it as a Reply. */
  static Fact api(String socket) {
    var arguments = new ArrayList<String>();
    arguments.add(socket);
    arguments.addAll(API_PATHS);
    return Fact.asStep(SOCKET, "verify_socket_get", arguments.toArray(String[]::new));
  }

  private static String[] limited(int seconds, String... command) {
    var arguments = new ArrayList<String>();
    arguments.add(Integer.toString(seconds));
    arguments.addAll(List.of(command));
    return arguments.toArray(String[]::new);
  }
}
