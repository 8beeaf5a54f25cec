package dev.provision.bench;

import dev.provision.testing.FarAway;
import dev.provision.transport.SshTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A host that commands reach through a delay.
 *
 * @param target the host itself
 * @param key private key
 * @param hostKey type and Base64
 * @param folder for known_hosts and logs
 */
record Measured(SshTarget target, String key, String hostKey, Path folder) {
  private static final int KIBI = 1024;

  /**
   * Runs a command once.
   *
   * @param delay milliseconds of round-trip time
   * @param log gets what it prints
   */
  Map<Measure, Double> run(
      int delay, Map<String, String> environment, Function<Route, List<String>> command, Path log)
      throws Exception {
    try (var far = new FarAway(target, Duration.ofNanos(delay * 500_000L))) {
      Route route = route(far.target().port(), "known_hosts");
      var values = new EnumMap<Measure, Double>(Timed.run(environment, command.apply(route), log));
      values.put(Measure.TRIPS, (double) far.roundTrips());
      values.put(Measure.SENT, (double) far.bytesToServer() / KIBI);
      values.put(Measure.RECEIVED, (double) far.bytesToClient() / KIBI);
      return values;
    }
  }

  /**
   * Also counts the processes that the host starts meanwhile, and what it costs to emulate it.
   *
   * @param emulator process of this machine
   */
  Map<Measure, Double> runAndCount(
      int delay,
      Map<String, String> environment,
      Function<Route, List<String>> command,
      Path log,
      long emulator)
      throws Exception {
    try (var count = new ProcessCount(straight().ssh())) {
      long before = count.now();
      double timeBefore = ProcessTime.of(emulator);
      var values = new EnumMap<Measure, Double>(run(delay, environment, command, log));
      values.put(Measure.EMULATION, ProcessTime.of(emulator) - timeBefore);
      values.put(Measure.PROCESSES, (double) count.since(before));
      return values;
    }
  }

  /** The way without a delay. */
  Route straight() throws Exception {
    return route(target.port(), "known_hosts.straight");
  }

  private Route route(int port, String knownHosts) throws Exception {
    return Route.of(target.user(), port, key, hostKey, folder.resolve(knownHosts));
  }
}
