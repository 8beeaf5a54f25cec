package dev.provision.verify.proof;

import dev.provision.plan.Fact;
import dev.provision.podman.Network;
import dev.provision.podman.RefusedException;
import dev.provision.podman.RunRequest;
import dev.provision.podman.RunRequest.Limits;
import dev.provision.podman.RunResult;
import dev.provision.profile.Profile;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.Proof;
import dev.provision.verify.Runner;
import dev.provision.verify.answer.Reply;
import dev.provision.verify.check.Questions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Limits of a container, as a process in it sees them; cgroups(7), kernel's cgroup-v2. */
final class LimitsProof implements Proof {
  private static final long MIB = 1024 * 1024;
  private static final int SECONDS = 60;

  /** Prints "NAME VALUE" lines; a value that is not there is an empty one. */
  private static final String PROGRAM =
      "cd /sys/fs/cgroup; for name in memory.max memory.swap.max cpu.max pids.max; do"
          + " value=; read -r value <$name; echo \"$name $value\"; done;"
          + " echo \"nofile $(ulimit -n)\"; up=;"
          + " for i in /sys/class/net/*/flags; do read -r flags <$i;"
          + " if (( flags & 1 )); then i=${i%/flags}; up=\"$up ${i##*/}\"; fi; done;"
          + " echo \"interfaces$up\"";

  /** Those that every systemd from 249 on hands over to the account. */
  private static final List<String> DELEGATED = List.of("memory", "pids");

  private final String id;
  private final String tool;
  private final Map<String, String> expected;
  private final Function<Runner, Seen> container;

  /** What a container printed; or why there was none. */
  private record Seen(String text, Optional<String> failure) {}

  private LimitsProof(
      String id, String tool, Map<String, String> expected, Function<Runner, Seen> container) {
    this.id = id;
    this.tool = tool;
    this.expected = expected;
    this.container = container;
  }

  /** What a step's command sets. */
  static Optional<Proof> command(Profile profile) {
    String tool = profile.docker().command();
    List<String> controllers = controllers(profile);
    var expected = expected(controllers);
    expected.put("nofile", "512");
    if (controllers.contains("pids")) {
      expected.put("pids.max", "50");
    }
    return hasLimits(profile)
        ? Optional.of(
            new LimitsProof(
                "container.limits", tool, expected, runner -> byCommand(tool, controllers, runner)))
        : Optional.empty();
  }

  /** What a client of the API sets. */
  static Optional<Proof> api(Profile profile) {
    List<String> controllers = controllers(profile);
    return profile.socket().enabled() && hasLimits(profile)
        ? Optional.of(
            new LimitsProof(
                "container.limits-api",
                "API",
                expected(controllers),
                runner -> byApi(controllers, runner)))
        : Optional.empty();
  }

  /** With cgroupfs a rootless container runs without. */
  private static boolean hasLimits(Profile profile) {
    return !profile.containers().cgroupManager().equals(Optional.of("cgroupfs"));
  }

  private static List<String> controllers(Profile profile) {
    List<String> delegate = profile.socket().delegate();
    return delegate.isEmpty() ? DELEGATED : delegate;
  }

  /** What both ways of running a container can be told. */
  private static Map<String, String> expected(List<String> controllers) {
    var expected = new TreeMap<String, String>();
    expected.put("interfaces", "lo");
    if (controllers.contains("memory")) {
      expected.put("memory.max", String.valueOf(64 * MIB));
      expected.put("memory.swap.max", String.valueOf(32 * MIB));
    }
    if (controllers.contains("cpu")) {
      expected.put("cpu.max", "50000 100000");
    }
    return expected;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String why() {
    return "one job without limits takes the runner from all others";
  }

  private static Seen byCommand(String tool, List<String> controllers, Runner runner) {
    var words = new ArrayList<>(List.of(tool, "run", "--rm", "--network", "none"));
    words.addAll(List.of("--ulimit", "nofile=512:512"));
    if (controllers.contains("memory")) {
      words.addAll(List.of("--memory", "64m", "--memory-swap", "96m"));
    }
    if (controllers.contains("cpu")) {
      words.addAll(List.of("--cpus", "0.5"));
    }
    if (controllers.contains("pids")) {
      words.addAll(List.of("--pids-limit", "50"));
    }
    words.addAll(List.of(runner.image(), "bash", "-c", PROGRAM));
    Fact fact = Questions.step(SECONDS, words.toArray(String[]::new));
    Reply reply = Reply.of(runner.ask(List.of(fact)).answer(fact));
    return new Seen(reply.text(), reply.failure());
  }

  private static Seen byApi(List<String> controllers, Runner runner) {
    boolean memory = controllers.contains("memory");
    var limits =
        new Limits(
            memory ? OptionalLong.of(64 * MIB) : OptionalLong.empty(),
            memory ? OptionalLong.of(96 * MIB) : OptionalLong.empty(),
            controllers.contains("cpu") ? OptionalLong.of(500) : OptionalLong.empty());
    var request =
        new RunRequest(
            Optional.empty(),
            runner.image(),
            List.of("bash", "-c", PROGRAM),
            List.of(),
            limits,
            Optional.of(Network.parse("none")),
            Duration.ofSeconds(SECONDS),
            true);
    RunResult result;
    try {
      result = runner.podman().run(request, text -> {});
    } catch (RefusedException e) {
      return new Seen("", Optional.of(e.getMessage()));
    }
    String text = new String(result.stdout().bytes(), StandardCharsets.UTF_8);
    if (result.timedOut()) {
      return new Seen(text, Optional.of("ran out of time"));
    }
    int status = result.exitCode().getAsInt();
    return new Seen(text, status == 0 ? Optional.empty() : Optional.of("exit status " + status));
  }

  @Override
  public List<Finding> prove(Runner runner) {
    Seen seen = container.apply(runner);
    Map<String, String> values =
        seen.text()
            .lines()
            .map(line -> line.split(" ", 2))
            .filter(fields -> fields.length == 2)
            .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1], (a, b) -> b));
    var findings = new Findings(id());
    expected.forEach(
        (name, value) -> {
          String property = tool + ": " + name;
          if (seen.failure().isPresent()) {
            findings.failed(
                property, value, seen.failure().get(), "see the check podman.cgroup-controllers");
          } else {
            findings.equal(
                property,
                value,
                Optional.ofNullable(values.get(name)),
                "hand the cgroup controllers to the agent's systemd: socket.delegate");
          }
        });
    return findings.list();
  }
}
