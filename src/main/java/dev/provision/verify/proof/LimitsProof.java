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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

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

  private final Way way;
  private final String tool;

  private enum Way {
    COMMAND,
    API
  }

  private LimitsProof(Way way, String tool) {
    this.way = way;
    this.tool = tool;
  }

  /** What a step's command sets. */
  static Optional<Proof> command(Profile profile) {
    String tool = profile.docker().wrapper().isPresent() ? "docker" : "podman";
    return Optional.of(new LimitsProof(Way.COMMAND, tool));
  }

  /** What a client of the API sets. */
  static Optional<Proof> api(Profile profile) {
    return profile.socket().enabled()
        ? Optional.of(new LimitsProof(Way.API, "API"))
        : Optional.empty();
  }

  @Override
  public String id() {
    return way == Way.COMMAND ? "container.limits" : "container.limits-api";
  }

  @Override
  public String why() {
    return "one job without limits takes the runner from all others";
  }

  @Override
  public List<Finding> prove(Runner runner) {
    var expected = new TreeMap<>(COMMON);
    if (way == Way.API) {
      RunResult result = runner.podman().run(request(runner.image()), text -> {});
      return judge(
          new String(result.stdout().bytes(), StandardCharsets.UTF_8),
          result.timedOut()
              ? Optional.of("ran out of time")
              : result.exitCode().getAsInt() == 0
                  ? Optional.empty()
                  : Optional.of("exit status " + result.exitCode().getAsInt()),
          expected);
    }
    expected.putAll(COMMAND);
    var words = new ArrayList<>(List.of(tool, "run", "--rm", "--network", "none"));
    words.addAll(List.of("--memory", "64m", "--memory-swap", "96m", "--cpus", "0.5"));
    words.addAll(List.of("--pids-limit", "50", "--ulimit", "nofile=512:512", runner.image()));
    words.addAll(List.of("bash", "-c", PROGRAM));
    Fact fact = Questions.step(SECONDS, words.toArray(String[]::new));
    Reply reply = Reply.of(runner.ask(List.of(fact)).answer(fact));
    return judge(reply.text(), reply.failure(), expected);
  }

  private static RunRequest request(String image) {
    return new RunRequest(
        Optional.empty(),
        image,
        List.of("bash", "-c", PROGRAM),
        List.of(),
        new Limits(OptionalLong.of(64 * MIB), OptionalLong.of(96 * MIB), OptionalLong.of(500)),
        Optional.of(Network.parse("none")),
        Duration.ofSeconds(SECONDS),
        true);
  }

  private List<Finding> judge(String text, Optional<String> failure, Map<String, String> expected) {
    var findings = new Findings(id());
    var seen = new LinkedHashMap<String, String>();
    text.lines()
        .map(line -> line.split(" ", 2))
        .filter(fields -> fields.length == 2)
        .forEach(fields -> seen.put(fields[0], fields[1]));
    for (String name : expected.keySet()) {
      if (failure.isPresent()) {
        findings.failed(
            tool + ": " + name,
            expected.get(name),
            failure.get(),
            "podman must get the controllers, see podman.cgroup-controllers");
      } else {
        findings.equal(
            tool + ": " + name,
            expected.get(name),
            Optional.ofNullable(seen.get(name)),
            "hand the cgroup controllers to the agent's systemd: socket.delegate");
      }
    }
    return findings.list();
  }
}
