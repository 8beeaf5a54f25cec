package dev.provision.verify.proof;

import dev.provision.plan.Fact;
import dev.provision.podman.Network;
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
          + " echo \"nofile $(ulimit -n)\"; echo \"interfaces $(echo $(ls /sys/class/net))\"";

  /** What both ways of running a container can be told. */
  private static final Map<String, String> COMMON =
      Map.of(
          "memory.max",
          String.valueOf(64 * MIB),
          "memory.swap.max",
          String.valueOf(32 * MIB),
          "cpu.max",
          "50000 100000",
          "interfaces",
          "lo");

  private static final Map<String, String> COMMAND = Map.of("pids.max", "50", "nofile", "512");

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
    String tool = profile.docker().wrapper().isPresent() ? "docker" : "podman";
    var expected = new TreeMap<>(COMMON);
    expected.putAll(COMMAND);
    return Optional.of(
        new LimitsProof("container.limits", tool, expected, runner -> byCommand(tool, runner)));
  }

  /** What a client of the API sets. */
  static Optional<Proof> api(Profile profile) {
    return profile.socket().enabled()
        ? Optional.of(
            new LimitsProof(
                "container.limits-api", "API", new TreeMap<>(COMMON), LimitsProof::byApi))
        : Optional.empty();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String why() {
    return "one job without limits takes the runner from all others";
  }

  private static Seen byCommand(String tool, Runner runner) {
    var words = new ArrayList<>(List.of(tool, "run", "--rm", "--network", "none"));
    words.addAll(List.of("--memory", "64m", "--memory-swap", "96m", "--cpus", "0.5"));
    words.addAll(List.of("--pids-limit", "50", "--ulimit", "nofile=512:512", runner.image()));
    words.addAll(List.of("bash", "-c", PROGRAM));
    Fact fact = Questions.step(SECONDS, words.toArray(String[]::new));
    Reply reply = Reply.of(runner.ask(List.of(fact)).answer(fact));
    return new Seen(reply.text(), reply.failure());
  }

  private static Seen byApi(Runner runner) {
    var request =
        new RunRequest(
            Optional.empty(),
            runner.image(),
            List.of("bash", "-c", PROGRAM),
            List.of(),
            new Limits(OptionalLong.of(64 * MIB), OptionalLong.of(96 * MIB), OptionalLong.of(500)),
            Optional.of(Network.parse("none")),
            Duration.ofSeconds(SECONDS),
            true);
    RunResult result = runner.podman().run(request, text -> {});
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
