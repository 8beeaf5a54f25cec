package dev.provision.bench;

import dev.provision.transport.ShellQuote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One who brings a host to the state of the profile.
 *
 * @param environment for its commands
 * @param apply the command that does it and verifies it
 * @param compare the command that only says whether anything differs
 * @param idle a line that it prints when nothing does, as a regular expression
 */
record Peer(
    String name,
    Map<String, String> environment,
    Function<Route, List<String>> apply,
    Function<Route, List<String>> compare,
    String idle) {
  static final String PROGRAM = "target/dist/provision/bin/provision";
  private static final String PROFILE = "ado-runner";

  /** The packaged tool. */
  static Peer provision() {
    return new Peer(
        "provision",
        Map.of(),
        route -> provision("apply", route),
        route -> provision("drift", route),
        "0 changes.*|.*in sync.*");
  }

  /** A command of the packaged tool for the profile on a host. */
  static List<String> provision(String command, Route route, String... more) {
    return with(
        with(List.of(PROGRAM, command, "--profile", PROFILE), route.flags()), List.of(more));
  }

  /**
   * A program that is sent whole with one {@code ssh}.
   *
   * @param program what {@code src/bench/floor/assemble} prints
   */
  static Peer script(String program) {
    String command = "sudo sh -c " + ShellQuote.word(program) + " sh";
    return new Peer(
        "script",
        Map.of(),
        route -> with(route.ssh(), List.of(command)),
        route -> with(route.ssh(), List.of(command + " --check")),
        "0 changes, .* 0 failed");
  }

  /**
   * Ansible with the role of {@code ansible-compat}.
   *
   * @param export what {@code provision export ansible} wrote
   * @param collections where the collection is installed
   * @param inventory written for each run
   */
  static Peer ansible(Path export, Path collections, Path inventory) {
    Function<Route, List<String>> play =
        route -> {
          write(inventory, route.inventoryLine());
          return List.of(
              "ansible-playbook",
              "-i",
              inventory.toString(),
              export.resolve("playbook.yml").toString());
        };
    return new Peer(
        "ansible",
        Map.of(
            "ANSIBLE_CONFIG",
            "ansible-compat/ansible.cfg",
            "ANSIBLE_COLLECTIONS_PATH",
            collections.toString(),
            "ANSIBLE_NOCOLOR",
            "1"),
        play,
        route -> with(play.apply(route), List.of("--check")),
        "runner .* changed=0 .*");
  }

  /** A command and further words. */
  static List<String> with(List<String> command, List<String> more) {
    return Stream.concat(command.stream(), more.stream()).toList();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
