package dev.provision.verify.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.PullFromMirror;
import dev.provision.profile.Registries.Redirect;
import dev.provision.profile.Registries.ShortNameMode;
import dev.provision.verify.check.RegistryTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullSourcesTest {
  private static final Registries REGISTRIES =
      new Registries(
          List.of("docker.io"),
          ShortNameMode.PERMISSIVE,
          Map.of(),
          List.of(
              redirect("docker.io", "cr.corp/docker"),
              redirect("docker.io/team", "cr.corp/team"),
              redirect(
                  "quay.io",
                  "cr.corp/quay",
                  new Mirror("m1.corp", false, PullFromMirror.ALL),
                  new Mirror("m2.corp/q", false, PullFromMirror.DIGEST_ONLY),
                  new Mirror("m3.corp/q", false, PullFromMirror.TAG_ONLY)),
              new Redirect(
                  "gcr.io",
                  "cr.corp/gcr",
                  false,
                  true,
                  List.of(new Mirror("m1.corp", false, PullFromMirror.ALL))),
              redirect("*.example.com", "", new Mirror("m1.corp/x", false, PullFromMirror.ALL)),
              redirect("*.example.org", "cr.corp/org")),
          List.of("evil.io"),
          List.of("plain.io"));

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/a:1, cr.corp/docker/library/a:1",
    "docker.io/team/a:1, cr.corp/team/a:1",
    "docker.io/teams/a:1, cr.corp/docker/teams/a:1",
    "quay.io/a/b:1, m1.corp/a/b:1 m3.corp/q/a/b:1 cr.corp/quay/a/b:1",
    "gcr.io/a/b:1, cr.corp/gcr/a/b:1",
    "x.example.com/a/b:1, m1.corp/x/a/b:1 x.example.com/a/b:1",
    "x.y.example.org/a/b:1, cr.corp/org/a/b:1",
    "plain.io/a:1, plain.io/a:1",
    "other.io/a:1, other.io/a:1",
    "evil.io/a:1, ''"
  })
  void sourcesInPodmansOrder(String name, String sources) {
    assertThat(String.join(" ", PullSources.of(RegistryTable.of(REGISTRIES), name)))
        .isEqualTo(sources);
  }

  private static Redirect redirect(String prefix, String location, Mirror... mirrors) {
    return new Redirect(prefix, location, false, false, List.of(mirrors));
  }
}
