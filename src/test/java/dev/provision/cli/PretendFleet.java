package dev.provision.cli;

import dev.provision.report.Results;
import dev.provision.transport.UnreachableException;
import java.nio.file.Path;

/** The program as a process of its own; the hosts are a FAKE that goes by their addresses. */
final class PretendFleet {
  private PretendFleet() {}

  public static void main(String[] args) {
    var hosts = new FakeWorkbench();
    hosts.driftOf =
        address -> {
          if (address.contains("gone")) {
            throw new UnreachableException(
                address + ": no route ##vso[task.complete result=Succeeded;]");
          }
          return address.contains("drifted") ? Results.drifted() : Results.live();
        };
    var main = new Main(Console.ofProcess(), System.getenv(), Path.of("").toAbsolutePath(), hosts);
    System.exit(main.run(args).number());
  }
}
