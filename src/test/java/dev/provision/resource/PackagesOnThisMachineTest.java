package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Observation;
import dev.provision.plan.Probe;
import dev.provision.testing.LocalShell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The questions to dpkg and apt, asked of the machine that runs the tests. */
class PackagesOnThisMachineTest {

  @Test
  void installedAbsentAndTooOldAreToldApart() {
    var packages =
        new DebianPackages(
            Map.of(
                "dash", "*", "bash", "1:999", "no-such-package-anywhere", "*", "coreutils", "5"));
    assertThat(packages.change(observe(packages)).orElseThrow().summary())
        .matches("bash [0-9][^ ]* -> >= 1:999, no-such-package-anywhere");
  }

  @Test
  void allThereIsNoChange() {
    var packages = new DebianPackages(Map.of("dash", "0.1", "coreutils", "*"));
    assertThat(packages.change(observe(packages))).isEmpty();
  }

  private static Observation observe(Resource resource) {
    var probe = new Probe(resource.facts(), "nobody");
    return probe.read(LocalShell.run(List.of("dash"), probe.script()).stdout()).orElseThrow();
  }
}
