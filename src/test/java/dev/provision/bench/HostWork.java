package dev.provision.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.provision.transport.SshTarget;
import dev.provision.vm.AnsiblePlay;
import dev.provision.vm.Command;
import dev.provision.vm.Command.Result;
import dev.provision.vm.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A bare host with the packages is brought to the state of the profile, once more, and compared
 * with it. Whoever leaves something to do for {@code provision plan}, but its own receipt, fails.
 */
final class HostWork {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECEIPT = "receipt:/etc/provision/receipt.json";
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Lab lab;
  private final Knobs knobs;
  private final Samples samples;
  private final Path folder;

  HostWork(Lab lab, Knobs knobs, Samples samples, Path folder) {
    this.lab = lab;
    this.knobs = knobs;
    this.samples = samples;
    this.folder = folder;
  }

  /** All rounds, the peers by turns. */
  void measure() throws Exception {
    List<Peer> peers = peers();
    if (!knobs.ask("first")) {
      for (Peer peer : peers) {
        prepare(peer);
      }
    }
    for (int delay : knobs.delays()) {
      for (int round = 0; round < knobs.rounds(); round++) {
        for (Peer peer : peers) {
          measure(peer, delay, round == 0);
        }
      }
    }
  }

  private void prepare(Peer peer) throws Exception {
    if (!lab.resets(runner(peer))) {
      lab.reset("ready");
      run(peer, "unmeasured", 0);
      prove(peer, true);
      lab.snapshot(runner(peer));
    }
  }

  /** The snapshot of a machine after the peer's first apply. */
  private static String runner(Peer peer) {
    return "runner-" + peer.name();
  }

  private void measure(Peer peer, int delay, boolean thoroughly) throws Exception {
    if (knobs.ask("first")) {
      lab.reset("ready");
      add(peer, "first apply", delay);
      prove(peer, thoroughly);
    } else {
      lab.reset(runner(peer));
    }
    if (knobs.ask("second")) {
      add(peer, "second apply", delay);
      assertIdle(peer, "second apply");
    }
    if (knobs.ask("drift")) {
      add(peer, "drift check", delay);
      assertIdle(peer, "drift check");
    }
  }

  private void add(Peer peer, String scenario, int delay) throws Exception {
    samples.add(new Sample(scenario, delay, peer.name(), run(peer, scenario, delay)));
  }

  private Map<Measure, Double> run(Peer peer, String scenario, int delay) throws Exception {
    return host()
        .runAndCount(
            delay,
            peer.environment(),
            scenario.equals("drift check") ? peer.compare() : peer.apply(),
            log(peer, scenario),
            lab.emulator());
  }

  // ---- whether it was the same work

  private void assertIdle(Peer peer, String scenario) throws Exception {
    assertThat(Files.readAllLines(log(peer, scenario)))
        .as(peer.name() + ": " + scenario)
        .anyMatch(line -> line.matches(peer.idle()));
  }

  private void prove(Peer peer, boolean thoroughly) throws Exception {
    assertThat(told("plan", "changes").map(change -> change.path("resource").asText()).toList())
        .as("what " + peer.name() + " left to do")
        .isSubsetOf(RECEIPT);
    if (thoroughly) {
      List<JsonNode> findings = told("verify", "findings").toList();
      assertThat(findings).hasSizeGreaterThan(50);
      assertThat(
              findings.stream()
                  .filter(finding -> !finding.path("status").asText().equals("passed"))
                  .map(finding -> finding.path("property").asText()))
          .as("what fails after " + peer.name())
          .isSubsetOf(RECEIPT);
    }
  }

  private Stream<JsonNode> told(String command, String list) throws Exception {
    Result result =
        Command.run(
            LONGEST, Map.of(), Peer.provision(command, host().straight(), "--format", "json"));
    assertThat(result.status()).as(result.everything()).isIn(0, 2);
    return StreamSupport.stream(
        JSON.readTree(result.stdout()).path("data").path(list).spliterator(), false);
  }

  // ---- who and where

  private List<Peer> peers() throws Exception {
    String podman = lab.must("podman --version").replaceAll(".* ", "");
    Path files = folder.resolve("files");
    Result table =
        must(
            Peer.PROGRAM,
            "render",
            "--profile",
            "ado-runner",
            "--podman",
            podman,
            "--out",
            "" + files);
    Path list = Files.writeString(folder.resolve("files.txt"), table.stdout());
    String program =
        must("src/bench/floor/assemble", "" + list.toAbsolutePath(), "" + files.toAbsolutePath())
            .stdout();
    Path export = folder.resolve("ansible");
    must(Peer.PROGRAM, "export", "ansible", "--profile", "ado-runner", "--out", "" + export);
    AnsiblePlay.in(folder);
    return Stream.of(
            Peer.provision(),
            Peer.script(program),
            Peer.ansible(export, folder, folder.resolve("hosts")))
        .filter(peer -> knobs.peers().contains(peer.name()))
        .toList();
  }

  private static Result must(String... words) {
    Result result = Command.run(LONGEST, Map.of(), List.of(words));
    assertThat(result.status()).as(result.everything()).isZero();
    return result;
  }

  private Measured host() throws Exception {
    Map<String, String> env = lab.env();
    String line = Files.readString(Path.of(env.get("LAB_KNOWN_HOSTS"))).strip();
    return new Measured(
        new SshTarget(env.get("LAB_USER"), "127.0.0.1", Integer.parseInt(env.get("LAB_PORT"))),
        env.get("LAB_KEY"),
        line.substring(line.indexOf(' ') + 1),
        folder);
  }

  private Path log(Peer peer, String scenario) {
    return folder.resolve(peer.name() + "-" + scenario.replace(' ', '-') + ".log");
  }
}
