package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.PullFromMirror;
import dev.provision.profile.Registries.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistriesConfTest {
  private static final Mirror DIGESTS = new Mirror("m.io/x/", false, PullFromMirror.DIGEST_ONLY);

  @Test
  void redirectsBlocksAndInsecureOnesAreEntries() {
    var registries =
        new Registries(
            List.of("docker.io"),
            Registries.ShortNameMode.ENFORCING,
            Map.of("ubi8", "registry.access.redhat.com/ubi8"),
            List.of(TestProfiles.redirect("docker.io", "acr.io/docker", DIGESTS)),
            List.of("quay.io", "*.evil.org"),
            List.of("localhost:5000"));

    assertThat(conf(registries, "5.4").tree())
        .isEqualTo(
            Map.of(
                "unqualified-search-registries",
                List.of("docker.io"),
                "short-name-mode",
                "enforcing",
                "aliases",
                Map.of("ubi8", "registry.access.redhat.com/ubi8"),
                "registry",
                List.of(
                    Map.of(
                        "prefix",
                        "docker.io",
                        "location",
                        "acr.io/docker",
                        "mirror",
                        List.of(Map.of("location", "m.io/x", "pull-from-mirror", "digest-only"))),
                    Map.of("prefix", "quay.io", "location", "quay.io", "blocked", true),
                    Map.of("prefix", "*.evil.org", "blocked", true),
                    Map.of(
                        "prefix",
                        "localhost:5000",
                        "location",
                        "localhost:5000",
                        "insecure",
                        true))));
  }

  /** podman 3.4 and 4.0 ignore the restriction and would take tags from the mirror. */
  @Test
  void restrictedMirrorIsLeftOutBeforeItIsKnown() {
    var registries =
        TestProfiles.registries(List.of(TestProfiles.redirect("docker.io", "acr.io/d", DIGESTS)));
    Target target = target("4.0");

    assertThat(RegistriesConf.of(registries, target).registries().get(0).mirrors()).isEmpty();
    assertThat(target.omissions())
        .containsExactly(
            new Omission(
                "registries.redirect[0].mirror[0]",
                "needs podman 4.1, the host has 4.0.0; the mirror is left out, images come from the"
                    + " location"));
  }

  @Test
  void freeMirrorNeedsNoVersion() {
    var free = new Mirror("m.io", true, PullFromMirror.ALL);
    var registries =
        TestProfiles.registries(List.of(TestProfiles.redirect("docker.io", "acr.io/d", free)));

    assertThat(conf(registries, "3.4").registries().get(0).mirrors())
        .containsExactly(new RegistriesConf.Mirror("m.io", true, ""));
  }

  /** podman refuses two entries of one location that differ in {@code insecure}. */
  @Test
  void placeInAnInsecureRegistryIsInsecure() {
    var registries =
        new Registries(
            List.of(),
            Registries.ShortNameMode.DISABLED,
            Map.of(),
            List.of(
                TestProfiles.redirect("docker.io", "localhost:5000"),
                TestProfiles.redirect("quay.io", "localhost:5000/quay/"),
                TestProfiles.redirect("gcr.io", "localhost:50001")),
            List.of(),
            List.of("localhost:5000"));

    assertThat(conf(registries, "5.4").registries())
        .extracting(RegistriesConf.Registry::insecure)
        .containsExactly(true, true, false, true);
  }

  @Test
  void wildcardKeepsItsPlace() {
    var registries =
        TestProfiles.registries(List.of(new Redirect("*.corp", "", true, true, List.of())));

    assertThat(conf(registries, "5.4").tree().get("registry"))
        .isEqualTo(
            List.of(Map.of("prefix", "*.corp", "insecure", true, "mirror-by-digest-only", true)));
  }

  static RegistriesConf conf(Registries registries, String podman) {
    return RegistriesConf.of(registries, target(podman));
  }

  static Target target(String podman) {
    return new Target("runner", Optional.of(PodmanVersion.find(podman).orElseThrow()));
  }
}
