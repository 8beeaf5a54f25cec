package dev.provision.cli;

import dev.provision.engine.DriftResult;
import dev.provision.report.Results;
import dev.provision.verify.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * The program as a process of its own; the hosts are a FAKE, each of which differs in its own way,
 * at length.
 */
final class ManyHosts {
  /** Characters that each one says. */
  static final int EACH = 32_000;

  private ManyHosts() {}

  public static void main(String[] args) {
    var hosts = new FakeWorkbench();
    hosts.driftOf =
        address -> {
          hosts.connected.clear();
          DriftResult live = Results.live();
          String said = (address + " ").repeat(EACH / (address.length() + 1));
          return new DriftResult(
              live.inspection(),
              live.tolerated(),
              List.of(Finding.failed("agent.shadow", "a file", "absent", said, "remove it")),
              live.oldImage());
        };
    var main = new Main(Console.ofProcess(), System.getenv(), Path.of("").toAbsolutePath(), hosts);
    System.exit(main.run(args).number());
  }
}
