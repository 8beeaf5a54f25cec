package dev.provision.bench;

import dev.provision.transport.OpenSshServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long the client takes for itself, and for one exec on a host that has nothing to do. */
final class StartUp {
  private static final List<String> PLAIN_JAVA =
      List.of("java", "-cp", "target/dist/provision/provision.jar", "dev.provision.cli.Main");
  private static final List<Integer> DELAYS = List.of(0, 50);

  private final Samples samples;
  private final Path folder;

  StartUp(Samples samples, Path folder) {
    this.samples = samples;
    this.folder = folder;
  }

  /**
   * All of it, by turns.
   *
   * @param scratch empty
   */
  void measure(int rounds, Path scratch) throws Exception {
    for (int round = 0; round < rounds; round++) {
      alone("--version");
      alone("render", "--profile", "ado-runner");
    }
    try (var server = new OpenSshServer(scratch)) {
      var host =
          new Measured(
              server.target(), server.identity().toString(), server.hostKey("ed25519"), folder);
      for (int round = 0; round < rounds; round++) {
        for (int delay : DELAYS) {
          oneExec(host, delay);
        }
      }
    }
  }

  private void alone(String... words) throws Exception {
    String scenario = "provision " + String.join(" ", words);
    for (boolean plain : List.of(false, true)) {
      var command = new ArrayList<>(plain ? PLAIN_JAVA : List.of(Peer.PROGRAM));
      command.addAll(List.of(words));
      String peer = plain ? "java" : "provision";
      samples.add(new Sample(scenario, 0, peer, Timed.run(Map.of(), command, log(peer))));
    }
  }

  /** The cheapest of ours that needs a host runs a program of some lines there, as root. */
  private void oneExec(Measured host, int delay) throws Exception {
    String scenario = "one exec: provision history; ssh HOST true";
    samples.add(
        new Sample(
            scenario,
            delay,
            "provision",
            host.run(
                delay,
                Map.of(),
                route -> Peer.with(List.of(Peer.PROGRAM, "history"), route.flags()),
                log("provision"))));
    samples.add(
        new Sample(
            scenario,
            delay,
            "ssh",
            host.run(
                delay, Map.of(), route -> Peer.with(route.ssh(), List.of("true")), log("ssh"))));
  }

  private Path log(String peer) {
    return folder.resolve("start-" + peer + ".log");
  }
}
