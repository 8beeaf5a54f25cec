package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.engine.DriftResult;
import dev.provision.report.Results;
import dev.provision.transport.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetDriftTest {
  @TempDir Path folder;
  private Path hosts;

  @BeforeEach
  void inventory() throws IOException {
    hosts =
        Files.writeString(folder.resolve("hosts"), "well-1\nwell-2\ndrifted-1\ndrifted-2\ngone\n");
  }

  @Test
  void hostsWithTheSameDifferenceStandTogether() {
    Run run = drift();
    assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(run.stdout())
        .containsOnlyOnce("drifted, 2 hosts: drifted-1, drifted-2")
        .contains("unreachable, 1 host: gone\n  ops@gone:22: no route")
        .endsWith("5 hosts: 1 unreachable, 2 drifted, 2 in sync\n");
    assertThat(run.stderr()).contains("5/5, 1 unreachable, 2 drifted\n");
  }

  @Test
  void driftMayBeAWarning() throws IOException {
    assertThat(drift("--drift", "warn").code()).as("gone").isEqualTo(ExitCode.UNAVAILABLE);
    Files.writeString(hosts, "well-1\ndrifted-1\n");
    assertThat(drift().code()).isEqualTo(ExitCode.DIFFERENT);
    Run warned = drift("--drift", "warn", "--format", "ado");
    assertThat(warned.code()).isEqualTo(ExitCode.OK);
    assertThat(warned.stdout())
        .contains("##vso[task.logissue type=warning;]provision drift: drifted, 1 host (drifted-1)")
        .contains("##vso[task.setprogress value=100;]provision drift")
        .contains("##vso[task.complete result=SucceededWithIssues;]provision drift: 2 hosts");
    assertThat(drift("--format", "ado").stdout())
        .contains("##vso[task.logissue type=error;]provision drift: drifted, 1 host (drifted-1)")
        .contains("##vso[task.complete result=Failed;]");
  }

  @Test
  void lastNightIsComparedWithAndOnlyItsFailuresAreAskedAgain() throws IOException {
    Path last = folder.resolve("last.json");
    drift("--report", "json=" + last);
    Files.writeString(hosts, "well-1\nwell-2\ndrifted-1\ndrifted-3\n");
    Run run = drift("--since", last.toString());
    assertThat(run.stdout())
        .contains("  new, 1: drifted-3\n")
        .contains("  unchanged, 1: drifted-1\n")
        .contains("  no longer in the inventory, 2: drifted-2, gone\n");
    assertThat(drift("--only-failed", last.toString()).stdout()).endsWith("\n1 host: 1 drifted\n");
  }

  /** Parts are disjoint and whole, and together they say what one run would. */
  @Test
  void partsArePutTogether() throws IOException {
    var words = new ArrayList<>(List.of("drift", "merge", "--format", "json"));
    for (int part = 1; part <= 3; part++) {
      Path file = folder.resolve("part" + part + ".json");
      drift("--shard", part + "/3", "--report", "json=" + file);
      words.add(file.toString());
    }
    Run merged = new Cli().run(words.toArray(String[]::new));
    assertThat(merged.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(untimed(merged.stdout())).isEqualTo(untimed(drift("--format", "json").stdout()));
    words.add(words.get(4));
    assertThat(new Cli().run(words.toArray(String[]::new)).stdout())
        .contains("the host drifted-1 is in these files twice");
  }

  private static JsonNode untimed(String json) throws IOException {
    JsonNode tree =
        new JsonMapper().readTree(json.replaceAll("\"milliseconds\": \\d+", "\"ms\": 0"));
    assertThat(tree.at("/data/counts/drifted").asInt()).isEqualTo(2);
    return tree;
  }

  @Test
  void eachHostHasItsWayAndItsProfile() throws IOException {
    Files.writeString(
        hosts,
        "a@one:2222 groups=red\ntwo alias=tunnel user=b jump=j@hop profile=ado-runner-strict\n"
            + "three groups=blue\n");
    var cli = cli();
    Run run =
        cli.run(
            "drift",
            "--inventory",
            hosts.toString(),
            "--group-profile",
            "red=ado-runner-strict",
            "--profile",
            "ado-runner",
            "--user",
            "ops",
            "--format",
            "json");
    assertThat(cli.host.connected.stream().map(it -> it.ssh().orElseThrow().address().toString()))
        .containsExactlyInAnyOrder("a@one:2222", "b@two:22", "ops@three:22");
    assertThat(cli.host.connected)
        .filteredOn(it -> it.ssh().orElseThrow().address().alias().isPresent())
        .singleElement()
        .satisfies(it -> assertThat(it.ssh().orElseThrow().way().jumps()).hasSize(1));
    JsonNode results = new JsonMapper().readTree(run.stdout()).at("/data/hosts");
    assertThat(results.findValuesAsText("host")).containsExactly("one:2222", "three", "two");
    assertThat(results.findValuesAsText("profile"))
        .containsExactly("ado-runner-strict", "ado-runner", "ado-runner-strict");
  }

  @Test
  void aFileOfSshConfigSaysWhatTheInventoryDoesNot() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            "Host one\n User u\nHost two\n HostName 10.0.0.2\n Port 24\n User u\n ProxyJump j\n"
                + "Host bad\n StrictHostKeyChecking no\n");
    Files.writeString(hosts, "a@one:2222\ntwo\nthree port=23 jump=two\n");
    var cli = cli();
    String[] words = {
      "drift", "--inventory", hosts.toString(), "--profile", "ado-runner", "--ssh-config", "config"
    };
    cli.in(folder).run(words);
    String me = System.getProperty("user.name");
    assertThat(
            cli.host.connected.stream()
                .map(it -> it.ssh().orElseThrow())
                .map(it -> it.address() + " " + it.way().jumps()))
        .containsExactlyInAnyOrder(
            "a@one:2222 []",
            "u@10.0.0.2:24 [" + me + "@j:22]",
            me + "@three:23 [" + me + "@j:22, u@10.0.0.2:24]");
    Files.writeString(hosts, "bad\n");
    Run run = cli().in(folder).run(words);
    assertThat(run.stderr()).contains(config + ":9: stricthostkeychecking would trust any host");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  /** Also while nobody answers; the last thing that stands there is taken away. */
  @Test
  void terminalShowsWhoTakesLong() throws IOException {
    Files.writeString(hosts, "well-1\nslow\ndrifted-1\n");
    var cli = cli().onTerminal();
    Function<String, DriftResult> answers = cli.host.driftOf;
    var answered = new CountDownLatch(2);
    cli.host.driftOf =
        address -> {
          if (address.contains("slow")) {
            pause(answered);
          } else {
            answered.countDown();
          }
          return answers.apply(address);
        };
    Run run =
        cli.run("drift", "--inventory", hosts.toString(), "--profile", "ado-runner", "--user", "u");
    assertThat(run.stderr())
        .contains("\r\u001b[K2/3, 1 drifted; slowest: slow 1 s")
        .endsWith("\r\u001b[K");
    assertThat(run.stderr().split("\r\u001b\\[K"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80).doesNotContain("\n"));
  }

  private static void pause(CountDownLatch until) {
    try {
      assertThat(until.await(20, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(2_500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody is asked before all that was written is understood. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | --host b --profile ado-runner | --inventory and --host: which one? | 64",
        "a | --profile ado-runner --parallel 0 | --parallel \"0\": not a number from 1 to 256 | 64",
        "a | --profile ado-runner --shard 3/2 | --shard 3/2: not I/N | 64",
        "a | --profile ado-runner --drift no | --drift no: not fail or warn | 64",
        "a | --profile ado-runner --identity none | none: there is no such private key | 64",
        "a | --profile ado-runner --ssh-config none | none: cannot be read | 64",
        "a | --profile ado-runner --since none | --since: cannot read none | 64",
        "a | --profile nothing | no profile of the name | 78",
        "a profile=nothing | --profile ado-runner | no profile of the name | 78",
        "a | --group-profile b=ado-runner | has no profile in the inventory | 78",
        "-a | --profile ado-runner | not a host name or address | 78",
        "a port=70000 | --profile ado-runner | not a port between | 78",
        "a port=x | --profile ado-runner | list:1: has the port x | 78",
      })
  void whatIsUnsoundIsToldFirst(String line, String flags, String said, int code)
      throws IOException {
    Path list = Files.writeString(folder.resolve("list"), line + "\n");
    var words = new ArrayList<>(List.of("drift", "--inventory", "list"));
    words.addAll(Arrays.asList(flags.split(" ")));
    var cli = cli().in(folder);
    Run run = cli.run(words.toArray(String[]::new));
    assertThat(run.stderr()).contains(said);
    assertThat(run.code().number()).isEqualTo(code);
    assertThat(cli.host.connected).isEmpty();
    assertThat(list).exists();
  }

  @Test
  void flagsForManyAreNotDroppedForOne() {
    Run run = new Cli().run("drift", "--profile", "ado-runner", "--local", "--parallel", "3");
    assertThat(run.stderr()).contains("--parallel goes with --inventory only");
  }

  @Test
  void aFleetOfNobodyIsInSync() {
    Run run = cli().input("[]\n[]\n").run("drift", "--inventory", "-", "--profile", "ado-runner");
    assertThat(run.stdout()).isEqualTo("0 hosts\n");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
  }

  private Run drift(String... more) {
    var words =
        new ArrayList<>(
            List.of("drift", "--profile", "ado-runner", "--user", "ops", "--inventory"));
    words.add(hosts.toString());
    words.addAll(List.of(more));
    return cli().run(words.toArray(String[]::new));
  }

  private static Cli cli() {
    var cli = new Cli();
    cli.host.driftOf =
        host -> {
          if (host.contains("gone")) {
            throw new UnreachableException(host + ": no route");
          }
          return host.contains("drifted") ? Results.drifted() : Results.live();
        };
    return cli;
  }
}
