package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Packages;
import dev.provision.profile.Packages.Repository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AptRepositoryTest {
  private static final String HEADER =
      "# Managed by provision; comes from [packages] of the profile runner. Change it there.\n";

  @Test
  void suiteWithComponentsAndAPin() {
    Rendering files = render(repository("bookworm", Optional.of(700), List.of("podman", "crun")));

    assertThat(content(files, "/etc/apt/sources.list.d/kubic.sources"))
        .isEqualTo(
            HEADER
                + """
                Types: deb
                URIs: https://packages.example.org/debian
                Suites: bookworm
                Components: main contrib
                Signed-By: /etc/apt/keyrings/kubic.asc
                """);
    assertThat(content(files, "/etc/apt/preferences.d/kubic.pref"))
        .isEqualTo(
            HEADER
                + """
                Package: podman crun
                Pin: origin "packages.example.org"
                Pin-Priority: 700
                """);
    assertThat(content(files, "/etc/apt/keyrings/kubic.asc")).isEqualTo(TestProfiles.ARMOURED_KEY);
  }

  @Test
  void flatRepositoryHasNoComponents() {
    assertThat(
            content(
                render(repository("xUbuntu_22.04/", Optional.empty(), List.of())),
                "/etc/apt/sources.list.d/kubic.sources"))
        .contains("Suites: xUbuntu_22.04/\nSigned-By");
  }

  @Test
  void withoutAPinThereAreNoPreferences() {
    Rendering files = render(repository("bookworm", Optional.empty(), List.of("podman")));

    assertThat(files.file("/etc/apt/preferences.d/kubic.pref")).isEmpty();
  }

  @Test
  void pinOfEverything() {
    assertThat(
            content(
                render(repository("bookworm", Optional.of(1), List.of())),
                "/etc/apt/preferences.d/kubic.pref"))
        .contains("Package: *\n");
  }

  private static Repository repository(String suite, Optional<Integer> pin, List<String> packages) {
    return new Repository(
        "kubic",
        "https://packages.example.org/debian",
        suite,
        List.of("main", "contrib"),
        "\n" + TestProfiles.ARMOURED_KEY + "\n\n",
        "",
        pin,
        packages);
  }

  private static Rendering render(Repository repository) {
    return Renderer.render(
        TestProfiles.with(TestProfiles.runner(), new Packages(Map.of(), List.of(repository))),
        Optional.empty());
  }

  private static String content(Rendering files, String path) {
    return files.file(path).orElseThrow().content();
  }
}
