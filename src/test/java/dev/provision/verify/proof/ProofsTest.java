package dev.provision.verify.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.testing.Readme;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import dev.provision.verify.Proof;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What proofs ask, and what they make of answers. */
class ProofsTest {
  private static final Profile RUNNER = ProfileLoader.load("ado-runner", List.of());

  /** These ask nothing but the API; ProofsIT has them without one. */
  private static final Set<String> API = Set.of("api.routes", "container.limits-api");

  static List<Proof> proofs() {
    return Proofs.forProfile(RUNNER).stream().filter(it -> !API.contains(it.id())).toList();
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void silenceNeverPasses(Proof proof) {
    assertThat(proof.findings(new AnsweringRunner(127, fact -> "")))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.status()).isNotEqualTo(Status.PASSED);
              assertThat(it.why()).isNotBlank().doesNotEndWith(".");
              assertThat(it.remedy()).isNotBlank();
            });
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void whatKeepsAProofFromRunningIsTold(Proof proof) {
    var runner =
        AnsweringRunner.of(
            fact -> {
              throw new UnreachableException("the line broke", null);
            });
    assertThat(proof.findings(runner))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.status()).isEqualTo(Status.UNKNOWN);
              assertThat(it.actual()).isEqualTo("the line broke");
            });
  }

  @Test
  void idsAreTheirOwn() {
    assertThat(Proofs.forProfile(RUNNER)).extracting(Proof::id).doesNotHaveDuplicates();
  }

  // ---- policy.pulls

  @Test
  void everyScopeIsPulledFromTheHostsOwnRegistry() {
    Profile profile = ProfileLoader.load("everything", List.of());
    var asked = new StringBuilder();
    proof(profile, "policy.pulls")
        .findings(
            AnsweringRunner.of(
                fact -> {
                  List<String> words = fact.call().arguments();
                  String conf =
                      new String(Base64.getDecoder().decode(words.get(0)), StandardCharsets.UTF_8);
                  asked.append(conf).append(words.subList(3, words.size()));
                  return "";
                }));
    assertThat(asked)
        .contains(
            "prefix = \"docker.io/provision-verify/image\"",
            "location = \"127.0.0.1:65535/provision-verify/image\"",
            "[docker.io/provision-verify/image:1, quay.io/corp/tool:1.0,"
                + " provision-verify.corp.example/provision-verify/image:1,"
                + " docker.io/evil/provision-verify/image:1,"
                + " cr.corp.example/base/provision-verify/image:1,"
                + " quay.io/corp/provision-verify/image:1,"
                + " 127.0.0.1:65535/provision-verify/image:1]");
  }

  @Test
  void onlyARefusalOfThePolicyIsOne() {
    String refusal =
        "125\u001fError: Source image rejected: Running image x is rejected by policy.\n";
    String network = "125\u001fError: dial tcp: lookup x: no such host\n";
    String comes = "0\u001f\n";
    assertThat(policy(comes.repeat(11) + refusal + refusal)).isEmpty();
    assertThat(policy(comes.repeat(11) + comes + refusal))
        .containsExactly("FAILED podman pull: any other name: comes");
    assertThat(policy(comes.repeat(11) + refusal + network))
        .containsExactly(
            "UNKNOWN pull through the socket: any other name: Error: dial tcp: lookup x: no such"
                + " host");
    assertThat(policy(refusal + comes.repeat(10) + refusal + refusal))
        .containsExactly("FAILED podman pull: docker.io: rejected by policy");
    assertThat(policy(comes.repeat(11)))
        .containsExactly(
            "UNKNOWN podman pull: any other name: the answer breaks off",
            "UNKNOWN pull through the socket: any other name: the answer breaks off");
  }

  private static List<String> policy(String answer) {
    return problems(proof(RUNNER, "policy.pulls").findings(AnsweringRunner.of(fact -> answer)));
  }

  // ---- registries.asked

  @Test
  void whatPodmanTriesIsReadFromItsLog() {
    String log =
        """
        Trying to access \\"mirror.corp.example/quay/corp/provision-verify/absent:provision-verify\\"
        GET https://mirror.corp.example/v2/
        """;
    Profile profile = ProfileLoader.load("ado-runner", List.of());
    List<Finding> findings =
        proof(profile, "registries.asked").findings(AnsweringRunner.of(fact -> log + "\u001e"));
    assertThat(problems(findings))
        .hasSize(5)
        .contains("FAILED docker.io: mirror.corp.example/quay/corp/provision-verify/absent");
  }

  @Test
  void anOfflineHostIsSaidToBeOne() {
    List<Finding> findings =
        proof(RUNNER, "registries.asked")
            .findings(
                AnsweringRunner.of(
                    fact -> {
                      String name = fact.call().arguments().get(1);
                      if (!name.startsWith("quay.io/")) {
                        return "\u001eError: x";
                      }
                      String there = name.replace("quay.io", "devopsbasecr.azurecr.io/quay");
                      return ("Trying to access \\\"%s\\\"\nAccessing \\\"%s\\\" failed: pinging: dial"
                              + " tcp: lookup: no such host\n\u001eError: no such host")
                          .formatted(there, there);
                    }));
    assertThat(findings)
        .filteredOn(it -> it.property().equals("quay.io"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.status()).isEqualTo(Status.PASSED);
              assertThat(it.actual())
                  .isEqualTo(
                      "devopsbasecr.azurecr.io/quay/provision-verify/absent; not reached from here:"
                          + " devopsbasecr.azurecr.io");
            });
  }

  /** podman says that it tries what it then finds to be blocked. */
  @Test
  void whatIsBlockedIsNotAsked() {
    Profile profile =
        ProfileLoader.load("ado-runner", List.of("registries.blocked=[\"evil.example.com\"]"));
    String name = "evil.example.com/provision-verify/absent:provision-verify";
    String log =
        ("Trying to access \\\"%s\\\"\nAccessing \\\"%s\\\" failed: registry evil.example.com is blocked in"
                + " /etc/containers/registries.conf or /etc/containers/registries.conf.d\n\u001eError: blocked")
            .formatted(name, name);
    assertThat(asked(profile, log, "evil.example.com").status()).isEqualTo(Status.PASSED);
    assertThat(asked(profile, "\u001eError: no such host", "evil.example.com").status())
        .isEqualTo(Status.FAILED);
  }

  /** A firewall that drops packets: the time runs out at the first of several. */
  @Test
  void timeThatRunsOutIsNoWrongWay() {
    String log =
        "Trying to access \\\"devopsbasecr.azurecr.io/docker/library/provision-verify-absent:provision-verify\\\"\n\u001e";
    Finding finding =
        proof(RUNNER, "registries.asked").findings(new AnsweringRunner(124, fact -> log)).get(4);
    assertThat(finding.property()).isEqualTo("a name without a registry");
    assertThat(finding.status()).isEqualTo(Status.PASSED);
  }

  private static Finding asked(Profile profile, String log, String property) {
    return proof(profile, "registries.asked").findings(AnsweringRunner.of(fact -> log)).stream()
        .filter(it -> it.property().equals(property))
        .findFirst()
        .orElseThrow();
  }

  // ---- job.container

  @Test
  void aJobThatBreaksOffHasNotPassed() {
    List<Finding> findings =
        proof(RUNNER, "job.container")
            .findings(AnsweringRunner.of(fact -> "create\u001fok\u001fx\nstart\u001fok\u001f\n"));
    assertThat(problems(findings))
        .containsExactly("UNKNOWN the rest of the job: the answer breaks off");
  }

  @Test
  void aJobGetsTheOptionsThatAPipelineMustSay() {
    var words = new ArrayList<String>();
    proof(RUNNER, "job.container-socket")
        .findings(
            AnsweringRunner.of(
                fact -> {
                  words.addAll(fact.call().arguments());
                  return "";
                }));
    assertThat(words)
        .startsWith("/run/docker.sock")
        .endsWith("--userns=keep-id:uid=1001,gid=1001", "--user", "0:0");
  }

  @Test
  void readmeSaysTheOptionsThatAreProven() {
    assertThat(Readme.blocks())
        .filteredOn(block -> block.mark().equals("container job"))
        .singleElement()
        .satisfies(
            block ->
                assertThat(block.text())
                    .contains(
                        "options: " + String.join(" ", JobProof.options(RUNNER.agent())) + "\n"));
  }

  private static Proof proof(Profile profile, String id) {
    return Proofs.forProfile(profile).stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> problems(List<Finding> findings) {
    return findings.stream()
        .filter(it -> it.status() != Status.PASSED)
        .map(it -> it.status() + " " + it.property() + ": " + it.actual())
        .toList();
  }
}
