package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.EtcEnvironmentLine;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** /etc/environment as its two readers see it: pam_env, by way of su, and systemd. */
class EtcEnvironmentIT {
  private static final String PAM = "su -s /bin/sh -c 'env -0 | grep -z ^V' AzDevOps";

  /** Debian links environment.d/99-environment.conf to /etc/environment; the answer is for sh. */
  private static final String SYSTEMD =
      """
      said=$(/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator)
      set -a
      eval "$said"
      env -0 | grep -z ^V
      """;

  @ParameterizedTest
  @EnumSource
  void pamReadsBackEveryLineThatIsWritten(Chroot chroot) {
    assertThat(read(chroot, PAM).split("\0")).containsExactlyInAnyOrderElementsOf(written());
  }

  /** What is empty is no variable for systemd. */
  @ParameterizedTest
  @EnumSource
  void systemdReadsBackEveryLineThatIsWritten(Chroot chroot) {
    assertThat(read(chroot, SYSTEMD).split("\0"))
        .hasSizeGreaterThan(15)
        .containsExactlyInAnyOrderElementsOf(
            written().stream().filter(line -> !line.endsWith("=")).toList());
  }

  private static String read(Chroot chroot, String program) {
    String lines = sound().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    var file = new RenderedFile("/etc/environment", "0644", "root", "root", lines, Syntax.NONE);
    Chroot.Ran ran = chroot.run(TestProfiles.runner().agent(), List.of(file), program);
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran.out();
  }

  private static List<String> written() {
    return sound().stream().map(line -> line.name() + "=" + line.value()).toList();
  }

  private static List<EtcEnvironmentLine> sound() {
    List<String> values = HostileStrings.all().toList();
    return IntStream.range(0, values.size())
        .mapToObj(i -> new EtcEnvironmentLine("V" + i, values.get(i)))
        .filter(line -> line.fault().isEmpty())
        .toList();
  }
}
