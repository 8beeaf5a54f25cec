package dev.provision.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command;
import dev.provision.vm.Command.Result;
import dev.provision.vm.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * provision, Ansible and a script written by hand, by turns in one run; {@code make bench}. No time
 * fails it. What fails it is a peer who has not done the same work.
 */
class BenchIT {
  private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();

  private static final String LAB = "bench-peers";

  /** Short runs are cheap and noisy. */
  private static final int SHORT = 3;

  private static final String INSTALL =
      "DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install ";
  private static final String PACKAGES =
      "aardvark-dns buildah catatonit crun dbus-user-session iptables netavark nftables passt podman"
          + " skopeo slirp4netns uidmap python3 python3-apt";

  @Test
  void sideBySide(@TempDir Path scratch) throws Exception {
    Knobs knobs = Knobs.read();
    var samples = new Samples(FOLDER);
    if (knobs.ask("start")) {
      new StartUp(samples, FOLDER).measure(SHORT * knobs.rounds(), scratch);
    }
    if (knobs.ask("build", "first", "second", "drift")) {
      Lab lab = Lab.left(LAB, "ready").orElseGet(BenchIT::ready);
      if (knobs.ask("build")) {
        new Builds(lab, samples).measure(knobs.rounds(), () -> apply(lab), INSTALL);
      }
      if (knobs.ask("first", "second", "drift")) {
        new HostWork(lab, knobs, samples, FOLDER).measure();
      }
      if (!knobs.keep()) {
        lab.close();
      }
    }
    System.out.println(samples.tables());
  }

  /** Bare, but for the packages and what Ansible needs. */
  private static Lab ready() {
    Lab lab = Lab.up(LAB, "bookworm");
    lab.must("apt-get -qq update && " + INSTALL + PACKAGES);
    lab.snapshot("ready");
    return lab;
  }

  private static void apply(Lab lab) {
    var command = new ArrayList<>(List.of(Peer.PROGRAM, "apply", "--profile", "ado-runner"));
    command.addAll(lab.target("packer"));
    Result result = Command.run(Duration.ofMinutes(10), Map.of(), command);
    assertThat(result.status()).as(result.everything()).isZero();
  }
}
