package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.TreePoint.Fault;
import java.io.IOException;

/** The packaged tool at work on a tree, hit by a signal. */
final class TreeClient {
  private TreeClient() {}

  /** Reads along, so that the client is hit as soon as it tells of the step. */
  static String hit(TreePoint point, Tree tree) throws Exception {
    Process client =
        new ProcessBuilder(
                "env",
                "--default-signal=INT",
                "target/dist/provision/bin/provision",
                "apply",
                "--profile",
                "ado-runner",
                "--root",
                tree.root().toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean reached = false;
    try (var progress = client.errorReader()) {
      for (String line = progress.readLine(); line != null; line = progress.readLine()) {
        if (!reached && line.startsWith("[" + point.number() + "/")) {
          reached = true;
          String signal = point.fault() == Fault.CLIENT_KILLED ? "-KILL" : "-INT";
          new ProcessBuilder("kill", signal, "" + client.pid()).start().waitFor();
        }
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("closed");
    }
    assertThat(reached).as("the step is reached").isTrue();
    int status = client.waitFor();
    tree.inside("flock -w 60 /var/lib/provision/lock true");
    return "status " + status;
  }
}
