package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ShippedProfilesTest {
  static final List<String> NAMES = ProfileNames.SHIPPED;

  @TempDir private Path elsewhere;

  @Test
  void theListIsTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("profiles"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".toml"))
                  .map(name -> name.replace(".toml", "")))
          .containsExactlyInAnyOrderElementsOf(NAMES);
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void isSoundFromTheClassPathAndFromTheFolder(String name) {
    Profile shipped = ProfileLoader.load(elsewhere, name, List.of());
    Profile inFolder = ProfileLoader.load(name, List.of());

    assertThat(shipped).isEqualTo(inFolder);
    assertThat(shipped.name()).isEqualTo(name);
    assertThat(shipped.description()).isNotBlank();
    assertThat(shipped.digest()).isEqualTo(inFolder.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void adoRunnerIsTheFieldReport() {
    Profile profile = ProfileLoader.load(elsewhere, "ado-runner", List.of());

    assertThat(profile.agent().user()).isEqualTo("AzDevOps");
    assertThat(profile.agent().uid()).isEqualTo(1001);
    assertThat(profile.agent().groups()).containsExactly("adm", "sudo");
    assertThat(profile.agent().sudo()).isEqualTo(Agent.Sudo.NOPASSWD);
    assertThat(profile.registries().unqualifiedSearch())
        .containsExactly("docker.io", "quay.io", "gcr.io");
    assertThat(profile.registries().redirects())
        .extracting(redirect -> redirect.prefix() + " " + redirect.location())
        .containsExactly(
            "docker.io devopsbasecr.azurecr.io/docker",
            "quay.io devopsbasecr.azurecr.io/quay",
            "gcr.io devopsbasecr.azurecr.io/gcr",
            "mcr.microsoft.com devopsbasecr.azurecr.io/ms");
    assertThat(profile.policy().fallback()).isEqualTo(Policy.Verdict.REJECT);
    assertThat(profile.policy().allow().get("docker"))
        .containsExactlyInAnyOrder(
            "registry.aquasec.com",
            "devopscr.azurecr.io",
            "prdopscr.azurecr.io",
            "devappcr.azurecr.io",
            "prdappcr.azurecr.io",
            "devopsbasecr.azurecr.io",
            "prdopsbasecr.azurecr.io",
            "docker.io",
            "gcr.io",
            "quay.io",
            "mcr.microsoft.com");
    assertThat(profile.policy().allow()).containsEntry("containers-storage", List.of(""));
    assertThat(profile.containers().ulimits()).containsExactly("nofile=10000:20000");
    assertThat(profile.packages().repositories()).isEmpty();
  }

  @Test
  void adoRunnerStrictGivesTheAgentNothingToBypassItWith() {
    Profile profile = ProfileLoader.load(elsewhere, "ado-runner-strict", List.of());

    assertThat(profile.agent().sudo()).isEqualTo(Agent.Sudo.NONE);
    assertThat(profile.agent().groups()).doesNotContain("sudo");
    assertThat(profile.agent().protectContainersConfig()).isTrue();
    assertThat(profile.drift().tolerate())
        .doesNotContain(Drift.Tolerance.SUDOERS_LINE, Drift.Tolerance.GROUPS);
    assertThat(profile.policy().allow())
        .doesNotContainKeys("docker-archive", "oci-archive", "oci", "dir", "tarball");
    var signed = profile.policy().signed().stream().map(Policy.Signed::scope).toList();
    assertThat(signed)
        .containsAll(
            profile.registries().redirects().stream().map(Registries.Redirect::prefix).toList());
  }

  @Test
  void everythingSetsEveryKeyToAnotherValueThanItsDefault() {
    Profile profile = ProfileLoader.load(elsewhere, "everything", List.of());
    var forgotten = new ArrayList<String>();

    forget(RecordShape.of(Profile.class), List.of(profile), "", forgotten);

    // Without linger nothing starts the units that it has.
    assertThat(forgotten).containsExactly("agent.linger");
  }

  /** Collects the keys that no instance of a section sets to another value than the default. */
  private static void forget(
      RecordShape section, List<Object> instances, String path, List<String> forgotten) {
    for (KeyShape key : section.keys()) {
      String at = path + key.name();
      var values = new ArrayList<Object>();
      boolean set = false;
      for (Object instance : instances) {
        var tree = section.write(instance);
        Object value = key.of(instance);
        var fallback = key.defaults(siblings(section, instance));
        set |= fallback == null || !fallback.equals(tree.get(key.name()));
        values.addAll(value instanceof List<?> list ? list : List.of(value));
      }
      if (!set) {
        forgotten.add(at);
      }
      if (key.shape() instanceof RecordShape inner) {
        forget(inner, values, at + ".", forgotten);
      } else if (key.shape() instanceof ListShape list
          && list.element() instanceof RecordShape inner) {
        forget(inner, values, at + "[].", forgotten);
      }
    }
  }

  private static Map<String, Object> siblings(RecordShape section, Object instance) {
    var siblings = new HashMap<String, Object>();
    section.keys().forEach(key -> siblings.put(key.component(), key.of(instance)));
    return siblings;
  }
}
