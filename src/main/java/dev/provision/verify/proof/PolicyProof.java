package dev.provision.verify.proof;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.profile.Policy;
import dev.provision.profile.Policy.Verdict;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Redirect;
import dev.provision.profile.Registries.ShortNameMode;
import dev.provision.render.Renderer;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.Proof;
import dev.provision.verify.Runner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy, both ways: an image under each allowed scope comes, one outside does not, by the
 * command line and through the socket. The registry is on the host itself, so no refusal is that of
 * a network or of a registry.
 */
final class PolicyProof implements Proof {
  /** Where the host's own registry is; its port is filled in on the host. */
  private static final String REGISTRY = "127.0.0.1:65535";

  private static final String IMAGE = "/provision-verify/image:1";
  private static final String DOCKER = "docker";
  private static final String REJECTED = "rejected by policy";

  /** What podman says when a policy misses a signature; policy_eval.go in containers/image. */
  private static final String UNSIGNED = "A signature was required, but no signature exists";

  private static final String LET_IN =
      "another policy.json wins, see the checks *.shadow; or the profile's scopes refuse it";
  private static final String KEEP_OUT = "another policy.json wins, see the checks *.shadow";

  private final Profile profile;
  private final List<Pull> pulls;

  /** An image, the scope that it stands for, and what the policy must make of it. */
  private record Pull(String scope, String name, boolean comes) {}

  private PolicyProof(Profile profile) {
    this.profile = profile;
    pulls = pulls(profile.policy());
  }

  static Optional<Proof> of(Profile profile) {
    return Optional.of(new PolicyProof(profile));
  }

  @Override
  public String id() {
    return "policy.pulls";
  }

  @Override
  public String why() {
    return "a policy that lets everything in protects nothing; one that lets nothing in stops all";
  }

  @Override
  public List<Finding> prove(Runner runner) {
    Fact fact = fact(runner.label());
    return judge(runner.ask(List.of(fact)).answer(fact));
  }

  private Fact fact(String label) {
    var arguments = new ArrayList<String>();
    arguments.add(Base64.getEncoder().encodeToString(way().getBytes(StandardCharsets.UTF_8)));
    arguments.add(profile.socket().enabled() ? profile.agent().podmanSocket() : "");
    arguments.add(label);
    pulls.forEach(pull -> arguments.add(pull.name()));
    return Fact.asStep(
        new Fragment("verify/policy"), "verify_policy_pulls", arguments.toArray(String[]::new));
  }

  private List<Finding> judge(Answer answer) {
    var findings = new Findings(id());
    List<String> lines = answer.text().lines().toList();
    for (int i = 0; i < pulls.size(); i++) {
      judge("podman pull", pulls.get(i), line(lines, i), findings);
    }
    if (profile.socket().enabled()) {
      judge(
          "pull through the socket",
          pulls.get(pulls.size() - 1),
          line(lines, pulls.size()),
          findings);
    }
    return findings.list();
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "";
  }

  private static void judge(String by, Pull pull, String line, Findings findings) {
    String property = by + ": " + pull.scope();
    String expected = pull.comes() ? "comes" : REJECTED;
    String[] fields = line.split("\u001f", 2);
    if (fields.length < 2) {
      findings.unknown(property, expected, "the answer breaks off", "verify again");
    } else if (fields[0].equals("0")) {
      findings.require(pull.comes(), property, expected, "comes", KEEP_OUT);
    } else if (fields[1].contains(REJECTED) || fields[1].contains(UNSIGNED)) {
      findings.require(!pull.comes(), property, expected, REJECTED, LET_IN);
    } else if (fields[1].contains("policy.json")) {
      findings.failed(property, expected, fields[1], "provision apply brings policy.json back");
    } else {
      String reason = fields[1].isBlank() ? "exit status " + fields[0] : fields[1];
      findings.unknown(property, expected, reason, "pull an image as the agent, see why it fails");
    }
  }

  /** The last one can be asked for by the socket, too, which knows no way but its own. */
  private static List<Pull> pulls(Policy policy) {
    var pulls = new ArrayList<Pull>();
    List<String> allowed = policy.allow().getOrDefault(DOCKER, List.of());
    List<String> refused = policy.reject().getOrDefault(DOCKER, List.of());
    allowed.forEach(scope -> name(scope).ifPresent(it -> pulls.add(new Pull(scope, it, true))));
    refused.forEach(scope -> name(scope).ifPresent(it -> pulls.add(new Pull(scope, it, false))));
    // Nobody has signed it.
    for (Policy.Signed signed : policy.signed()) {
      name(signed.scope())
          .ifPresent(it -> pulls.add(new Pull(signed.scope() + " without signature", it, false)));
    }
    boolean unsigned = policy.signed().stream().noneMatch(signed -> signed.scope().isEmpty());
    boolean comes =
        allowed.contains("")
            || unsigned && !refused.contains("") && policy.fallback() == Verdict.ACCEPT;
    pulls.add(new Pull("any other name", REGISTRY + IMAGE, comes));
    return List.copyOf(pulls);
  }

  /** An image that this scope decides about; empty for all names, and for a digest. */
  private static Optional<String> name(String scope) {
    if (scope.isEmpty() || scope.contains("@")) {
      return Optional.empty();
    }
    if (scope.startsWith("*.")) {
      return Optional.of("provision-verify" + scope.substring(1) + IMAGE);
    }
    boolean tagged = scope.indexOf(':', scope.lastIndexOf('/')) > 0 && scope.contains("/");
    return Optional.of(tagged ? scope : scope + IMAGE);
  }

  /** A registries.conf that leads each name to the host's own registry. */
  private String way() {
    List<Redirect> redirects =
        pulls.stream()
            .map(Pull::name)
            .filter(name -> !name.startsWith(REGISTRY))
            .map(name -> name.substring(0, name.lastIndexOf(':')))
            .distinct()
            .map(
                name ->
                    new Redirect(
                        name,
                        REGISTRY + IMAGE.substring(0, IMAGE.indexOf(':')),
                        true,
                        false,
                        List.of()))
            .toList();
    var registries =
        new Registries(
            List.of(), ShortNameMode.DISABLED, Map.of(), redirects, List.of(), List.of());
    return Renderer.registriesConf(profile, registries);
  }
}
