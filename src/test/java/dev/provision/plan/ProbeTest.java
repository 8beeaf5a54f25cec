package dev.provision.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.LocalShell;
import dev.provision.testing.SaidAnswers;
import dev.provision.transport.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
  private static final Fragment FILE = new Fragment("resource/file");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void valuesArriveByteForByteInEveryShell(String shell) throws Exception {
    List<String> names =
        List.of(
            "plain",
            "two words",
            "it's",
            "\"quoted\"",
            "$(id)",
            "`id`",
            "*",
            "-n",
            "\\n",
            "a\tb",
            "žluťoučký",
            "x".repeat(200),
            ";reboot",
            "'\\''",
            "#",
            "~",
            "%s",
            "");
    for (String name : names) {
      if (!name.isEmpty()) {
        Files.writeString(folder.resolve(name), "content of " + name);
      }
    }
    List<Fact> facts =
        names.stream().map(name -> Fact.asRoot(FILE, "observe_file", folder + "/" + name)).toList();
    Observation seen = observe(shell, new Probe(facts, "nobody"));
    for (int i = 0; i < names.size() - 1; i++) {
      assertThat(seen.answer(facts.get(i)).text()).endsWith("\ncontent of " + names.get(i));
    }
    assertThat(seen.answer(facts.get(names.size() - 1)).text()).startsWith("directory|");
  }

  @Test
  void contentArrivesByteForByte() throws Exception {
    byte[] bytes = new byte[70_000];
    new java.util.Random(1).nextBytes(bytes);
    Files.write(folder.resolve("binary"), bytes);
    Fact fact = Fact.asRoot(FILE, "observe_file", folder + "/binary");
    byte[] answer = observe("dash", new Probe(List.of(fact), "nobody")).answer(fact).bytes();
    assertThat(answer).endsWith(bytes);
  }

  @Test
  void factThatFailsSaysSo() {
    Fact fact = Fact.asRoot(FILE, "no_such_function", "x");
    Answer answer = observe("dash", new Probe(List.of(fact), "nobody")).answer(fact);
    assertThat(answer.ok()).isFalse();
    assertThat(answer.status()).isEqualTo(127);
  }

  @Test
  void outputThatBreaksOffIsNoObservation() {
    Fact fact = Fact.asRoot(FILE, "observe_file", "/");
    var probe = new Probe(List.of(fact), "nobody");
    String whole = LocalShell.run(List.of("dash"), probe.script()).stdout();
    assertThat(probe.read(whole)).isPresent();
    for (int end = 0; end < whole.length() - 2; end++) {
      assertThat(probe.read(whole.substring(0, end))).as("first %d characters", end).isEmpty();
    }
  }

  @Test
  void chatterOfTheHostIsNoRecord() {
    Fact fact = Fact.asRoot(FILE, "observe_file", "/");
    var probe = new Probe(List.of(fact), "nobody");
    String whole = LocalShell.run(List.of("dash"), probe.script()).stdout();
    Observation seen =
        probe
            .read("Welcome!\nanswers\u001f99\u001fAAAA\nanswers\u001fx\nanswers\n" + whole)
            .orElseThrow();
    assertThat(seen.answer(fact).text()).startsWith("directory|");
  }

  /** A few kilobytes may unpack to any number of gigabytes. */
  @Test
  void answersWithoutEndAreNone() {
    Fact fact = Fact.asRoot(FILE, "observe_file", "/");
    var probe = new Probe(List.of(fact), "nobody");
    String nonce = probe.words().get(3);
    String zeros = "\n" + nonce + "\n" + "0".repeat(5_000_000);
    assertThat(probe.read(SaidAnswers.record(nonce, zeros) + "\nend\n")).isEmpty();
    assertThat(probe.read("answers\u001f" + nonce + "\u001fH4sIAAAA\nend\n")).isEmpty();
  }

  @Test
  void emptyArgumentsStay() {
    Fact fact = Fact.asRoot(FILE, "printf", "<%s>", "", "a", "");
    Answer answer = observe("dash", new Probe(List.of(fact), "nobody")).answer(fact);
    assertThat(answer.text()).isEqualTo("<><a><>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void callsAreAnsweredTwoByTwoOnceTheFirstIs(String shell) throws Exception {
    String first = folder + "/first";
    String ping = folder + "/ping";
    String pong = folder + "/pong";
    List<Fact> facts =
        List.of(
            limited("sleep 0.2; mkfifo \"$@\" && echo first >" + first, ping, pong),
            limited("cat \"$1\"; echo pong >\"$2\"", ping, pong),
            limited("cat " + first + "; echo ping >\"$1\"; cat \"$2\"", ping, pong));
    Observation seen = observe(shell, new Probe(facts, "nobody"));
    assertThat(facts.stream().map(fact -> seen.answer(fact).text()))
        .containsExactly("", "ping\n", "first\npong\n");
  }

  /**
   * Program.cs of microsoft/azure-pipelines-agent, and .NET, which unsets what is set to nothing.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void stepHasTheVariablesOfTheAgentsOwnFile(String shell) throws Exception {
    Path file = folder.resolve("env");
    Files.writeString(file, "A=1=2\r\n=x\n\nNOTHING\nB C=3\n1A=4\nD=\"$(id)\nGONE=\nEND\nLAST=end");
    String frame = Probe.program(List.of()).replace("/agent/.env", file.toString());
    var script =
        new Script(
            "GONE=x A=x; export GONE A\n" + frame + "eval \"$agent_variables\"\nenv >&3\n",
            List.of(),
            new byte[0],
            Duration.ofSeconds(10));
    List<String> seen = LocalShell.run(List.of(shell.split(" ")), script).stdout().lines().toList();
    assertThat(seen).contains("A=1=2", "D=\"$(id)", "LAST=end");
    assertThat(seen).noneMatch(line -> line.matches("(GONE|NOTHING|END|1A|B C|=).*"));
    // Neither waited for nor read whole.
    Files.delete(file);
    new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
    assertThat(LocalShell.run(List.of(shell.split(" ")), script).stdout()).contains("A=x\n");
  }

  /** Of two that wait for each other, none ever ended without the other. */
  private static Fact limited(String program, String... arguments) {
    var words = new ArrayList<>(List.of("20", "sh", "-c", program, "sh"));
    words.addAll(List.of(arguments));
    return Fact.asRoot(FILE, "timeout", words.toArray(String[]::new));
  }

  private static Observation observe(String shell, Probe probe) {
    var outcome = LocalShell.run(List.of(shell.split(" ")), probe.script());
    assertThat(outcome.stderr()).isEmpty();
    return probe.read(outcome.stdout()).orElseThrow();
  }
}
