package dev.provision.render;

import static dev.provision.render.RegistriesConfTest.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Policy;
import dev.provision.profile.Policy.SignatureType;
import dev.provision.profile.Policy.Signed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyJsonTest {
  private static final List<Map<String, String>> REJECT = List.of(Map.of("type", "reject"));
  private static final List<Map<String, String>> ACCEPT =
      List.of(Map.of("type", "insecureAcceptAnything"));

  @Test
  void verdictsByTransportAndScope() {
    var policy =
        new Policy(
            Policy.Verdict.REJECT,
            Map.of("docker", List.of("quay.io", "docker.io"), "containers-storage", List.of("")),
            Map.of("docker", List.of("docker.io/evil")),
            List.of());

    PolicyJson json = PolicyJson.of(policy, target("3.4"));

    assertThat(json.transports())
        .extracting(PolicyJson.Transport::name)
        .containsExactly("containers-storage", "docker");
    assertThat(json.tree())
        .isEqualTo(
            Map.of(
                "default",
                REJECT,
                "transports",
                Map.of(
                    "containers-storage",
                    Map.of("", ACCEPT),
                    "docker",
                    Map.of("docker.io", ACCEPT, "docker.io/evil", REJECT, "quay.io", ACCEPT))));
  }

  @Test
  void signedScopes() {
    var policy =
        signed(
            new Signed("a.io", SignatureType.SIGNED_BY, List.of("/k/a.gpg"), Optional.empty()),
            new Signed(
                "b.io", SignatureType.SIGSTORE_SIGNED, List.of("/k/b.pub"), Optional.of("acr.io")),
            new Signed(
                "c.io", SignatureType.SIGNED_BY, List.of("/k/c.gpg", "/k/d"), Optional.empty()));

    assertThat(scopes(PolicyJson.of(policy, target("4.2"))))
        .isEqualTo(
            Map.of(
                "a.io",
                List.of(Map.of("type", "signedBy", "keyType", "GPGKeys", "keyPath", "/k/a.gpg")),
                "b.io",
                List.of(
                    Map.of(
                        "type",
                        "sigstoreSigned",
                        "keyPath",
                        "/k/b.pub",
                        "signedIdentity",
                        Map.of(
                            "type", "remapIdentity", "prefix", "b.io", "signedPrefix", "acr.io"))),
                "c.io",
                List.of(
                    Map.of(
                        "type",
                        "signedBy",
                        "keyType",
                        "GPGKeys",
                        "keyPaths",
                        List.of("/k/c.gpg", "/k/d")))));
  }

  /** A field newer than podman breaks the whole file; dropping it would let unsigned images in. */
  @ParameterizedTest
  @CsvSource({
    "SIGSTORE_SIGNED, 1, 4.1.1, 4.2",
    "SIGNED_BY, 2, 3.4.4, 4.2",
    "SIGSTORE_SIGNED, 2, 4.9.3, 5.3"
  })
  void tooOldToCheckASignatureIsAProblem(
      SignatureType type, int keys, String podman, String since) {
    var target = target(podman);

    PolicyJson.of(signed(signature(type, keys)), target);

    assertThatThrownBy(target::throwIfRefused)
        .isInstanceOf(InvalidProfileException.class)
        .hasMessage(
            "runner: policy.signed[0]: needs podman %s, the host has %s; install a newer podman%s, or"
                    .formatted(since, podman, keys > 1 ? ", name one key" : "")
                + " reject \"a.io\"");
  }

  @ParameterizedTest
  @CsvSource({"SIGSTORE_SIGNED, 1, 4.2", "SIGNED_BY, 2, 4.2", "SIGSTORE_SIGNED, 2, 5.3"})
  void untilPodmanIsKnownTheScopeIsRejected(SignatureType type, int keys, String since) {
    var target = new Target("runner", Optional.empty());

    assertThat(scopes(PolicyJson.of(signed(signature(type, keys)), target)))
        .isEqualTo(Map.of("a.io", REJECT));
    target.throwIfRefused();
    assertThat(target.omissions())
        .containsExactly(
            new Omission(
                "policy.signed[0]",
                "needs podman "
                    + since
                    + ", unknown until podman is installed; rejected until then"));
  }

  @Test
  void scopeWithTwoVerdictsIsAProblem() {
    var target = target("5.4");
    var both = Map.of("docker", List.of("a.io"));

    PolicyJson.of(new Policy(Policy.Verdict.REJECT, both, both, List.of()), target);

    assertThatThrownBy(target::throwIfRefused)
        .hasMessageContaining("the scope \"a.io\" of docker has two verdicts");
  }

  static Policy signed(Signed... signed) {
    return new Policy(Policy.Verdict.REJECT, Map.of(), Map.of(), List.of(signed));
  }

  private static Signed signature(SignatureType type, int keys) {
    return new Signed("a.io", type, List.of("/k/1", "/k/2").subList(0, keys), Optional.empty());
  }

  private static Object scopes(PolicyJson policy) {
    return ((Map<?, ?>) policy.tree().get("transports")).get("docker");
  }
}
