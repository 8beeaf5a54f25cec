package dev.provision.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Observation;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check passes on what real hosts answered that are as the profile wants them. */
class HostsTest {
  static List<Path> hosts() {
    return Fixtures.folders(Fixtures.HOSTS);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void everyCheckPasses(Path host) {
    for (Check check : Fixtures.checks()) {
      Observation seen = Fixtures.observation(check.facts(), host);
      List<Finding> findings = check.judge(seen);
      assertThat(findings).as(check.id()).isNotEmpty();
      assertThat(findings)
          .allSatisfy(
              finding -> {
                assertThat(finding.check()).isEqualTo(check.id());
                assertThat(finding.status()).as(finding.toString()).isEqualTo(Status.PASSED);
                assertThat(finding.property()).isNotBlank();
                assertThat(finding.remedy()).isEmpty();
              });
    }
  }

  @Test
  void bothDistributionsAreThere() {
    assertThat(hosts())
        .extracting(host -> host.getFileName().toString())
        .contains("debian-12", "debian-13");
  }
}
