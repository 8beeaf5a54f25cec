package dev.provision.containers.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.policy.PolicyReader;
import dev.provision.containers.pull.Expansion.How;
import dev.provision.containers.pull.Pull.Outcome;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.RegistriesReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
  private static final PodmanVersion PODMAN = new PodmanVersion(5, 4, 2);
  private static final String SEARCHED =
      """
      unqualified-search-registries = ["quay.io", "docker.io"]
      [aliases]
      tool = "cr.corp/base/tool"
      "ns/erased" = ""
      [[registry]]
      location = "blocked.io"
      blocked = true
      [[registry]]
      prefix = "port.io"
      location = "cr.corp/port"
      """;
  private static final String POLICY =
      """
      {"default": [{"type": "reject"}],
       "transports": {"docker": {
         "docker.io": [{"type": "insecureAcceptAnything"}],
         "blocked.io": [{"type": "insecureAcceptAnything"}],
         "port.io": [{"type": "insecureAcceptAnything"}],
         "cr.corp": [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/k"}],
         "cr.corp/base": [{"type": "signedBaseLayer",
                           "baseLayerIdentity": {"type": "matchExact"}}]}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker.io/a | FULL | docker.io/library/a:latest | ALLOWED",
        "cr.corp/a:1 | FULL | cr.corp/a:1 | SIGNED",
        "cr.corp/base/a | FULL | cr.corp/base/a:latest | REJECTED",
        "tool:2 | ALIAS | cr.corp/base/tool:2 | REJECTED",
        "blocked.io/a | FULL | blocked.io/a:latest | BLOCKED",
        "port.io:5/a | FULL | port.io:5/a:latest | FAILED",
        "other.io/a | FULL | other.io/a:latest | REJECTED",
        "localhost/a | FULL | localhost/a:latest | REJECTED",
      })
  void tellsWhatBecomesOfOneName(String written, How how, String name, Outcome outcome) {
    Explanation it = explain(SEARCHED, written);
    assertThat(it.expansion().how()).isEqualTo(how);
    assertThat(it.pulls())
        .singleElement()
        .satisfies(
            pull -> {
              assertThat(pull.image().pulled()).hasToString(name);
              assertThat(pull.outcome()).isEqualTo(outcome);
            });
    assertThat(it.denied()).isEqualTo(outcome != Outcome.ALLOWED && outcome != Outcome.SIGNED);
  }

  /** One that the policy rejects is a failed attempt: the next is tried. */
  @Test
  void aShortNameIsLookedForInEachRegistry() {
    Explanation it = explain(SEARCHED, "ns/a:1");
    assertThat(it.expansion().how()).isEqualTo(How.SEARCH);
    assertThat(it.expansion().place()).hasToString("Optional[r.conf:1]");
    assertThat(it.pulls().stream().map(Pull::outcome))
        .containsExactly(Outcome.REJECTED, Outcome.ALLOWED);
    assertThat(it.denied()).isFalse();
    assertThat(explain(SEARCHED, "ns/erased").expansion().how()).isEqualTo(How.SEARCH);
  }

  /** The docker API takes a short name for Docker Hub's, whatever registries.conf says. */
  @Test
  void theSocketAsksDockerHub() {
    Explanation it = explain(SEARCHED, "tool");
    assertThat(it.socket().orElseThrow().expansion().names())
        .singleElement()
        .hasToString("docker.io/library/tool");
    assertThat(it.socket().orElseThrow().denied()).isFalse();
    assertThat(it.denied()).as("by the wrapper").isTrue();
    assertThat(explain(SEARCHED, "docker.io/a").socket()).isEmpty();
    Explanation old =
        Explanation.of(
            registries(SEARCHED, new PodmanVersion(3, 4, 4)),
            policy(),
            new PodmanVersion(3, 4, 4),
            "tool");
    assertThat(old.socket()).isEmpty();
  }

  @Test
  void whatMeansNothingIsDenied() {
    for (String odd : List.of("", "A", "x.io/A", "##vso[a]b", "a:", "a".repeat(2_000))) {
      Explanation it = explain(SEARCHED, odd);
      assertThat(it.expansion().how()).as(odd).isEqualTo(How.MALFORMED);
      assertThat(it.denied()).isTrue();
    }
    assertThat(explain("", "a").expansion().how()).isEqualTo(How.NOWHERE);
    String enforcing = "short-name-mode = \"enforcing\"\n";
    Explanation unclear = explain(enforcing + SEARCHED, "a");
    assertThat(unclear.expansion().how()).isEqualTo(How.UNCLEAR);
    assertThat(unclear.denied()).isTrue();
    assertThat(explain(enforcing + SEARCHED, "tool").expansion().how()).isEqualTo(How.ALIAS);
  }

  private static Explanation explain(String registries, String written) {
    return Explanation.of(registries(registries, PODMAN), policy(), PODMAN, written);
  }

  private static RegistriesConf registries(String text, PodmanVersion podman) {
    return RegistriesReader.read(new NamedText("r.conf", text), podman);
  }

  private static PolicyFile policy() {
    return PolicyReader.read(new NamedText("p.json", POLICY), PODMAN);
  }
}
