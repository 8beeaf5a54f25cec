package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Policy;
import dev.provision.profile.Policy.SignatureType;
import dev.provision.profile.Policy.Signed;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.PullFromMirror;
import dev.provision.profile.Registries.Redirect;
import dev.provision.profile.TomlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every string of a profile that reaches TOML or JSON comes back as it was. */
class HostileValuesTest {
  private static final Optional<PodmanVersion> PODMAN = PodmanVersion.find("5.8.6");

  @ParameterizedTest
  @MethodSource("dev.provision.render.HostileStrings#all")
  void registries(String text) {
    String name = text + "x";
    var registries =
        new Registries(
            List.of(name),
            Registries.ShortNameMode.DISABLED,
            Map.of(name, name),
            List.of(
                new Redirect(
                    name,
                    name,
                    false,
                    false,
                    List.of(new Mirror(name, false, PullFromMirror.TAG_ONLY)))),
            List.of(),
            List.of());

    Map<String, Object> tree =
        TomlText.parse(
            text(TestProfiles.with(TestProfiles.runner(), registries), "registries.conf"));

    assertThat(tree)
        .containsEntry("unqualified-search-registries", List.of(name))
        .containsEntry("aliases", Map.of(name, name))
        .containsEntry(
            "registry",
            List.of(
                Map.of(
                    "prefix",
                    name,
                    "location",
                    name,
                    "mirror",
                    List.of(Map.of("location", name, "pull-from-mirror", "tag-only")))));
  }

  @ParameterizedTest
  @MethodSource("dev.provision.render.HostileStrings#all")
  void policy(String text) {
    var policy =
        new Policy(
            Policy.Verdict.REJECT,
            Map.of(text + "-transport", List.of(text)),
            Map.of(),
            List.of(new Signed(text, SignatureType.SIGNED_BY, List.of(text), Optional.of(text))));

    Object tree = Json.parse(text(TestProfiles.with(TestProfiles.runner(), policy), "policy.json"));

    assertThat(((Map<?, ?>) tree).get("transports"))
        .isEqualTo(
            Map.of(
                text + "-transport",
                Map.of(text, List.of(Map.of("type", "insecureAcceptAnything"))),
                "docker",
                Map.of(
                    text,
                    List.of(
                        Map.of(
                            "type",
                            "signedBy",
                            "keyType",
                            "GPGKeys",
                            "keyPath",
                            text,
                            "signedIdentity",
                            Map.of(
                                "type", "remapIdentity", "prefix", text, "signedPrefix", text))))));
  }

  @ParameterizedTest
  @MethodSource("dev.provision.render.HostileStrings#all")
  void containers(String text) {
    var containers =
        TestProfiles.containers(
            Optional.empty(),
            Map.of("engine", Map.of(text, text), "made up", Map.of(text, List.of(text))));

    Map<String, Object> tree =
        TomlText.parse(
            text(TestProfiles.with(TestProfiles.runner(), containers), "containers.conf"));

    assertThat(tree).containsEntry("made up", Map.of(text, List.of(text)));
    assertThat((Map<?, ?>) tree.get("engine"))
        .satisfies(it -> assertThat(it.get(text)).isEqualTo(text));
  }

  private static String text(Profile profile, String name) {
    return Renderer.render(profile, PODMAN).file("/etc/containers/" + name).orElseThrow().content();
  }
}
