package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.UnitText.Entry;
import org.junit.jupiter.api.Test;

class UnitTextTest {
  @Test
  void sectionsThatStandTwiceAreOne() {
    UnitText text =
        UnitText.parse(
            """
            # a comment
            [Unit]
            Description = a b

            [Service]
            ExecStart=/bin/echo \\
            ; in between
              two
            [Unit]
            After=x.service
            """);

    assertThat(text.fault()).isEmpty();
    assertThat(text.sections().keySet()).containsExactly("Unit", "Service");
    assertThat(text.section("Unit"))
        .containsExactly(new Entry("Description", "a b"), new Entry("After", "x.service"));
    assertThat(text.section("Service")).containsExactly(new Entry("ExecStart", "/bin/echo two"));
    assertThat(text.section("Install")).isEmpty();
  }

  @Test
  void emptyValueClearsThoseBefore() {
    UnitText text =
        UnitText.parse("[Install]\nWantedBy=a.target\nWantedBy=\nRequiredBy=b.target c.target\n");

    assertThat(text.values("Install", "WantedBy")).isEmpty();
    assertThat(text.starters()).containsExactly("b.target", "c.target");
    assertThat(text.starts()).isTrue();
    assertThat(UnitText.parse("[Install]\nWantedBy=a.target\nWantedBy=\n").starts()).isFalse();
  }

  @Test
  void serviceOfAQuadletHasPodmansName() {
    assertThat(Quadlet.service("cache.container")).isEqualTo("cache.service");
    assertThat(Quadlet.service("web.kube")).isEqualTo("web.service");
    assertThat(Quadlet.service("a.b.volume")).isEqualTo("a.b-volume.service");
    assertThat(Quadlet.service("net.network")).isEqualTo("net-network.service");
    assertThat(Quadlet.service("base.image")).isEqualTo("base-image.service");
    assertThat(Quadlet.service("base.build")).isEqualTo("base-build.service");
    assertThat(Quadlet.service("web.pod")).isEqualTo("web-pod.service");
  }
}
