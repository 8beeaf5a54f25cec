package dev.provision.verify.proof;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.ShortNameMode;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.Proof;
import dev.provision.verify.Runner;
import dev.provision.verify.answer.RegistryEntry;
import dev.provision.verify.answer.Reply;
import dev.provision.verify.check.RegistryTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which registries podman asks: for a name under each redirect and each block, and for a short
 * name. podman's own log tells. That an answer comes is not needed: a host without a way out is
 * said to have none, and has not failed.
 */
final class RedirectProof implements Proof {
  private static final int SECONDS = 20;

  /** As many as fit into the time that a step has, two at once. */
  private static final int AT_ONCE = 16;

  private static final String STOPPED = "stopped";
  private static final int OUT_OF_TIME = 124;

  /** Nobody has this tag, so nothing is fetched. */
  private static final String TAG = ":provision-verify";

  private static final Pattern TRIED = Pattern.compile("Trying to access \\\\?\"([^\"\\\\]+)");
  private static final Pattern FAILED =
      Pattern.compile("Accessing \\\\?\"([^\"\\\\]+)\\\\?\" failed: (.*)");
  private static final Pattern NO_WAY =
      Pattern.compile(
          "no such host|connection refused|i/o timeout|no route to host|network is unreachable"
              + "|server misbehaving|cannot assign requested address|connection reset"
              + "|Temporary failure|deadline exceeded");
  private static final String REMEDY =
      "compare the check podman.registries; a name in the agent's home or a drop-in may win";

  private final Map<String, RegistryEntry> table;
  private final List<Ask> asks;

  /**
   * A pull.
   *
   * @param what it stands for
   * @param sources where podman must ask, in order; empty when it must refuse
   */
  private record Ask(String what, String name, List<String> sources) {}

  private RedirectProof(Registries registries) {
    table = RegistryTable.of(registries);
    asks = asks(registries);
  }

  static Optional<Proof> of(Profile profile) {
    var proof = new RedirectProof(profile.registries());
    return proof.asks.isEmpty() ? Optional.empty() : Optional.of(proof);
  }

  @Override
  public String id() {
    return "registries.asked";
  }

  @Override
  public String why() {
    return "images that come past the private registry are neither scanned nor kept";
  }

  @Override
  public List<Finding> prove(Runner runner) {
    var findings = new Findings(id());
    for (int i = 0; i < asks.size(); i += AT_ONCE) {
      List<Ask> some = asks.subList(i, Math.min(i + AT_ONCE, asks.size()));
      Observation seen = runner.ask(some.stream().map(RedirectProof::fact).toList());
      some.forEach(ask -> judge(ask, seen.answer(fact(ask)), findings));
    }
    return findings.list();
  }

  private static Fact fact(Ask ask) {
    return Fact.asStep(
        new Fragment("verify/asked"), "verify_asked", Integer.toString(SECONDS), ask.name());
  }

  private static void judge(Ask ask, Answer answer, Findings findings) {
    Reply reply = Reply.of(answer);
    var asked = new LinkedHashSet<String>();
    var trouble = new LinkedHashMap<String, String>();
    for (String line : reply.text().lines().toList()) {
      Matcher tried = TRIED.matcher(line);
      Matcher failed = FAILED.matcher(line);
      if (tried.lookingAt()) {
        asked.add(tried.group(1));
      } else if (failed.lookingAt()) {
        trouble.putIfAbsent(failed.group(1), failed.group(2));
      }
    }
    // podman says that it tries what it then finds to be blocked.
    boolean blocked =
        asked.removeIf(name -> trouble.getOrDefault(name, "").contains(" is blocked in "));
    // Then those that come after a name that nobody answered for were not asked yet.
    boolean stopped =
        (reply.errors().strip().equals(STOPPED) || answer.status() == OUT_OF_TIME)
            && !asked.isEmpty();
    List<String> sources =
        stopped && asked.size() < ask.sources().size()
            ? ask.sources().subList(0, asked.size())
            : ask.sources();
    String expected = ask.sources().isEmpty() ? "nobody is asked" : text(ask.sources());
    if (asked.isEmpty() && !ask.sources().isEmpty()) {
      String reason = reply.failure().orElse(reply.errors());
      findings.unknown(ask.what(), expected, reason, REMEDY);
    } else if (!List.copyOf(asked).equals(sources)) {
      String actual = asked.isEmpty() ? "nobody" : text(asked);
      findings.failed(ask.what(), expected, actual, REMEDY);
    } else if (asked.isEmpty()) {
      findings.require(blocked, ask.what(), "blocked", blocked ? "blocked" : "nobody", REMEDY);
    } else {
      findings.passed(ask.what(), text(asked) + reach(asked, trouble));
    }
  }

  private static String text(Iterable<String> references) {
    var names = new ArrayList<String>();
    references.forEach(it -> names.add(it.substring(0, it.lastIndexOf(':'))));
    return String.join(", then ", names);
  }

  /** Whether those asked could be reached: for people, no part of the verdict. */
  private static String reach(Iterable<String> asked, Map<String, String> trouble) {
    var silent = new ArrayList<String>();
    for (String name : asked) {
      if (NO_WAY.matcher(trouble.getOrDefault(name, "")).find()) {
        silent.add(name.substring(0, name.indexOf('/')));
      }
    }
    return silent.isEmpty() ? "" : "; not reached from here: " + String.join(", ", silent);
  }

  private List<Ask> asks(Registries registries) {
    var list = new ArrayList<Ask>();
    for (Registries.Redirect redirect : registries.redirects()) {
      list.add(ask(redirect.prefix()));
    }
    registries.blocked().forEach(prefix -> list.add(ask(prefix)));
    registries
        .aliases()
        .forEach(
            (alias, repository) ->
                list.add(
                    new Ask(
                        "short name " + alias,
                        alias + TAG,
                        PullSources.of(table, whole(repository) + TAG))));
    List<String> search = registries.unqualifiedSearch();
    // With more than one, enforcing asks at a terminal that a pipeline does not have.
    if (!search.isEmpty()
        && (search.size() == 1 || registries.shortNameMode() != ShortNameMode.ENFORCING)) {
      String name = "provision-verify-absent" + TAG;
      List<String> sources =
          search.stream()
              .map(RedirectProof::qualified)
              .flatMap(registry -> PullSources.of(table, registry + name).stream())
              .distinct()
              .toList();
      list.add(new Ask("a name without a registry", name, sources));
    }
    return List.copyOf(list);
  }

  /** As podman understands a name; normalizedDockerIO in containers/image, docker/reference. */
  private static String whole(String repository) {
    String own = "docker.io/";
    return repository.startsWith(own) && repository.indexOf('/', own.length()) < 0
        ? own + "library/" + repository.substring(own.length())
        : repository;
  }

  /** Docker's own registry has a folder for names of one part. */
  private static String qualified(String registry) {
    return registry.equals("docker.io") ? registry + "/library/" : registry + "/";
  }

  private Ask ask(String prefix) {
    String start = RegistryTable.plain(prefix);
    String name =
        (start.startsWith("*.") ? "provision-verify" + start.substring(1) : start)
            + "/provision-verify/absent"
            + TAG;
    return new Ask(prefix, name, PullSources.of(table, name));
  }
}
