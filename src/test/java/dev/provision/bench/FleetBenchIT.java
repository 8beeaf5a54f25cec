package dev.provision.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.provision.vm.AnsiblePlay;
import dev.provision.vm.Command;
import dev.provision.vm.Command.Result;
import dev.provision.vm.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fleet on this machine: provision, OpenSSH under xargs, and Ansible, in one run; {@code make
 * bench-fleet}. No time fails it. What fails it is a host that did not answer.
 */
class FleetBenchIT {
  private static final Path FOLDER = Path.of("target/bench-fleet").toAbsolutePath();
  private static final String RECORDED = "recorded answers";
  private static final String REAL = "the probe itself, on this machine";
  private static final int PARALLEL = 64;

  private final int hosts = Integer.getInteger("bench.hosts", 1000);
  private final int sample = Integer.getInteger("bench.sample", 20);
  private final List<FleetRow> rows = new ArrayList<>();
  private final List<String> goals = new ArrayList<>();

  @Test
  void sideBySide(@TempDir Path scratch) throws Exception {
    try (var targets = new FleetTargets(FOLDER)) {
      if (!Boolean.getBoolean("bench.keep") || !Files.exists(FOLDER.resolve("answer.other"))) {
        record(targets);
      }
      recorded(targets);
      real(targets, scratch);
    }
    String told = FleetRow.table(rows) + "\n" + String.join("\n", goals) + "\n";
    Files.writeString(Path.of("target/bench-fleet.md"), told);
    System.out.println(told);
  }

  /** Of a runner, and of the same one when somebody was there. */
  private static void record(FleetTargets targets) throws Exception {
    try (Lab lab = Lab.up("bench-fleet", "bookworm")) {
      var apply = new ArrayList<>(List.of(Peer.PROGRAM, "apply", "--profile", "ado-runner"));
      apply.addAll(lab.target("packer"));
      Result made = Command.run(Duration.ofMinutes(15), Map.of(), apply);
      assertThat(made.status()).as(made.everything()).isZero();
      String command = targets.command();
      targets.answers("answer", lab.root(command).stdout());
      lab.must("echo OTHER=1 >>/etc/environment; chmod 0600 /etc/containers/policy.json");
      targets.answers("answer.other", lab.root(command).stdout());
    }
  }

  private void recorded(FleetTargets targets) throws Exception {
    FleetRow one = ours(targets, 1, false);
    ours(targets, hosts / 4, false);
    FleetRow plain = ours(targets, hosts, false);
    FleetRow twice = ours(targets, 2 * hosts, false);
    FleetRow troubled = ours(targets, hosts, true);
    FleetRow ssh = ssh(targets, hosts, "ssh under xargs", "-T");
    FleetRow light =
        ssh(targets, hosts, "the same, curve25519 only", "-oKexAlgorithms=curve25519-sha256");
    goal(1000 * plain.cpu() / hosts, 6, "ms of client CPU a host");
    goal(1000 * (twice.cpu() - plain.cpu()) / hosts, 6, "ms for each further one");
    goal(plain.memory(), 160, "MB at 64 connections");
    goal(twice.memory() / plain.memory(), 1.1, "times the memory for twice the hosts");
    goal(plain.wall() / Math.min(ssh.wall(), light.wall()), 1.3, "times OpenSSH's wall");
    goal(troubled.wall() - plain.wall(), 10, "s more with 12 % in trouble, 5 % of them silent");
    goals.add(String.format(Locale.ROOT, "- start and one host: %.1f s of CPU", one.cpu()));
  }

  private void real(FleetTargets targets, Path scratch) throws Exception {
    Path inventory = targets.inventory(sample, targets.real, false, "real");
    FleetRow ours =
        row(
            REAL,
            "provision",
            sample,
            PARALLEL,
            targets.drift(inventory, PARALLEL, "real.known_hosts"));
    row(
        REAL,
        "ssh under xargs",
        sample,
        PARALLEL,
        targets.ssh(inventory, PARALLEL, "real.known_hosts"));
    AnsiblePlay.in(scratch);
    Result export =
        Command.run(
            Duration.ofMinutes(1),
            Map.of(),
            List.of(
                Peer.PROGRAM,
                "export",
                "ansible",
                "--profile",
                "ado-runner",
                "--out",
                scratch.resolve("export").toString()));
    assertThat(export.status()).as(export.everything()).isZero();
    Path list = targets.ansible(sample, targets.real, "real.known_hosts");
    double best = Double.MAX_VALUE;
    for (int forks : new int[] {5, PARALLEL}) {
      best = Math.min(best, ansible(scratch, list, forks).wall());
    }
    double times = best / ours.wall();
    goals.add(
        String.format(
            Locale.ROOT,
            "- %s: %.0f times faster than Ansible's check, of at least 30, over %d hosts",
            times >= 30 ? "reached" : "MISSED",
            times,
            sample));
  }

  private FleetRow ansible(Path scratch, Path list, int forks) throws Exception {
    var words =
        List.of(
            "env",
            "ANSIBLE_CONFIG=ansible-compat/ansible.cfg",
            "ANSIBLE_COLLECTIONS_PATH=" + scratch,
            "ANSIBLE_NOCOLOR=1",
            "ansible-playbook",
            "-i",
            list.toString(),
            "-f",
            "" + forks,
            "--check",
            "--diff",
            "-e",
            "runner_verifies=false",
            scratch.resolve("export/playbook.yml").toString());
    FleetRow row = row(REAL, "Ansible's check", sample, forks, FleetTargets.found(words));
    String said = Files.readString(FOLDER.resolve("log"));
    assertThat(said).containsPattern("agent-0 +: ok=\\d+ +changed=[1-9]");
    return row;
  }

  private FleetRow ours(FleetTargets targets, int number, boolean troubled) throws Exception {
    Path inventory = targets.inventory(number, targets.recorded, troubled, "recorded");
    FleetRow row =
        row(
            troubled ? RECORDED + ", 12 % in trouble" : RECORDED,
            "provision",
            number,
            PARALLEL,
            targets.drift(inventory, PARALLEL, "recorded.known_hosts"));
    String said = Files.readString(FOLDER.resolve("log"));
    // Behind what it says of its progress.
    JsonNode data = new ObjectMapper().readTree(said.substring(said.indexOf('{'))).path("data");
    int drifted = data.path("counts").path("drifted").asInt();
    int answered = drifted + data.path("counts").path("in_sync").asInt();
    assertThat(answered).isEqualTo(number - (troubled ? FleetTargets.unreachable(number) : 0));
    int most = number / 10;
    assertThat(drifted).as("every tenth").isBetween(troubled ? most - number / 50 : most, most);
    return row;
  }

  private FleetRow ssh(FleetTargets targets, int number, String name, String option)
      throws Exception {
    Path inventory = targets.inventory(number, targets.recorded, false, "recorded");
    return row(
        RECORDED,
        name,
        number,
        PARALLEL,
        targets.ssh(inventory, PARALLEL, "recorded.known_hosts", option));
  }

  private FleetRow row(String kind, String who, int number, int parallel, List<String> words)
      throws Exception {
    var row =
        new FleetRow(
            kind, who, number, parallel, Timed.run(Map.of(), words, FOLDER.resolve("log")));
    rows.add(row);
    return row;
  }

  private void goal(double is, double most, String what) {
    goals.add(
        String.format(
            Locale.ROOT,
            "- %s: %.1f %s, of at most %.1f",
            is <= most ? "reached" : "MISSED",
            is,
            what,
            most));
  }
}
