package dev.provision.render;

import static dev.provision.render.RegistriesConfTest.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Policy.SignatureType;
import dev.provision.profile.Policy.Signed;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.PullFromMirror;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigstoreAttachmentsTest {
  private final Mirror mirror = new Mirror("mirror.io", false, PullFromMirror.ALL);

  @Test
  void signaturesAreAskedForWhereTheRedirectLeads() {
    assertThat(namespaces("docker.io/library", SignatureType.SIGSTORE_SIGNED))
        .containsExactly("acr.io/docker/library", "docker.io/library", "mirror.io/library");
  }

  @Test
  void scopeAboveTheRedirectCoversAllOfIt() {
    Profile profile = profile("docker.io/a", "docker.io", SignatureType.SIGSTORE_SIGNED);

    assertThat(SigstoreAttachments.of(profile, target("5.4")).namespaces())
        .containsExactly("acr.io/docker", "docker.io", "mirror.io");
  }

  @Test
  void gpgSignaturesAndOldPodmansHaveNone() {
    assertThat(namespaces("docker.io", SignatureType.SIGNED_BY)).isEmpty();
    Profile profile = profile("docker.io", "docker.io", SignatureType.SIGSTORE_SIGNED);
    assertThat(SigstoreAttachments.of(profile, target("4.1")).any()).isFalse();
  }

  @Test
  void fileExistsOnlyForSigstore() {
    Profile profile = profile("docker.io", "docker.io", SignatureType.SIGSTORE_SIGNED);
    var podman = dev.provision.containers.PodmanVersion.find("5.4.2");
    String path = "/etc/containers/registries.d/provision.yaml";

    assertThat(Renderer.render(profile, podman).file(path).orElseThrow().content())
        .endsWith(
            """
            docker:
                "acr.io/docker":
                    use-sigstore-attachments: true
                "docker.io":
                    use-sigstore-attachments: true
                "mirror.io":
                    use-sigstore-attachments: true
            """);
    assertThat(Renderer.render(TestProfiles.runner(), podman).file(path)).isEmpty();
  }

  private List<String> namespaces(String scope, SignatureType type) {
    return SigstoreAttachments.of(profile("docker.io", scope, type), target("5.4")).namespaces();
  }

  private Profile profile(String prefix, String scope, SignatureType type) {
    var redirect = TestProfiles.redirect(prefix, "acr.io/docker", mirror);
    return TestProfiles.with(
        TestProfiles.with(TestProfiles.runner(), TestProfiles.registries(List.of(redirect))),
        PolicyJsonTest.signed(new Signed(scope, type, List.of("/k"), Optional.empty())));
  }
}
