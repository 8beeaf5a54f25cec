package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.transport.Conversation.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every transport does. The host shares this machine's file system and processes. */
abstract class TransportContract {
  static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path scratch;

  /** An open transport; closed by the subclass. */
  abstract Transport transport();

  static Script script(String text, String... arguments) {
    return new Script(text, List.of(arguments), new byte[0], LIMIT);
  }

  @Test
  void tellsExitStatuses() {
    for (int status : new int[] {0, 1, 2, 69, 124, 126, 127, 137, 255}) {
      assertThat(transport().run(script("exit \"$1\"", "" + status)).status()).isEqualTo(status);
    }
  }

  @Test
  void tellsSignals() {
    assertThat(transport().run(script("kill -9 $$")).status()).isEqualTo(137);
    assertThat(transport().run(script("echo before; kill -TERM $$")))
        .isEqualTo(new Outcome(143, "before\n", ""));
    assertThat(transport().run(script("exec sh -c 'kill -SEGV $$'")).status()).isEqualTo(139);
  }

  @Test
  void keepsStreamsApart() {
    assertThat(transport().run(script("echo out; echo err >&2; printf tail")))
        .isEqualTo(new Outcome(0, "out\ntail", "err\n"));
  }

  @Test
  void deliversInputByteForByte() throws Exception {
    byte[] input = new byte[1024 * 1024];
    new Random(1).nextBytes(input);
    Outcome outcome = transport().run(new Script("sha256sum; echo end", List.of(), input, LIMIT));
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(input));
    assertThat(outcome).isEqualTo(new Outcome(0, digest + "  -\nend\n", ""));
  }

  @Test
  void conversationAnswersWhatWasPrinted() {
    var heard = new ArrayList<String>();
    String text = "echo ready; while read -r line; do echo \"got $line\"; done; echo over";
    Outcome outcome =
        transport()
            .converse(
                new Script(text, List.of(), "first\n".getBytes(StandardCharsets.UTF_8), LIMIT),
                line -> {
                  heard.add(line);
                  return switch (line) {
                    case "got first" -> new Reply("second\n".getBytes(), false);
                    case "got second" -> new Reply("third\n".getBytes(), true);
                    default -> Reply.NOTHING;
                  };
                });
    assertThat(heard).containsExactly("ready", "got first", "got second", "got third", "over");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void conversationEndsWithAScriptThatDoesNotWaitForUs() {
    assertThat(transport().converse(script("echo bye; exit 3"), line -> Reply.NOTHING))
        .isEqualTo(new Outcome(3, "bye\n", ""));
    assertThat(transport().converse(script("kill -9 $$"), line -> Reply.NOTHING).status())
        .isEqualTo(137);
  }

  @Test
  void conversationThatFailsIsTheEndOfTheScriptsInput() throws Exception {
    Path told = scratch.resolve("told");
    String text = "trap : TERM PIPE; echo ready; cat; echo over >\"$1\"";
    assertThatThrownBy(
            () ->
                transport()
                    .converse(
                        script(text, told.toString()),
                        line -> {
                          throw new IllegalStateException("no idea");
                        }))
        .hasMessage("no idea");
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(told)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void exchangesBytesAsTheyAre() throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(3).nextBytes(bytes);
    byte[] prefix = "from the script itself".getBytes(StandardCharsets.UTF_8);
    String text = "printf '\\377\\000%s' \"$1\"; echo note >&2; cat";
    try (Duplex duplex = transport().open(new Script(text, List.of("x"), prefix, LIMIT))) {
      var writer =
          new Thread(
              () -> {
                try (var input = duplex.input()) {
                  input.write(bytes);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      writer.start();
      byte[] all = duplex.output().readAllBytes();
      writer.join();
      assertThat(all).startsWith(0xff, 0, 'x');
      assertThat(all).hasSize(3 + prefix.length + bytes.length);
      assertThat(Arrays.copyOfRange(all, 3, 3 + prefix.length)).isEqualTo(prefix);
      assertThat(Arrays.copyOfRange(all, 3 + prefix.length, all.length)).isEqualTo(bytes);
      assertThat(duplex.lastWords()).isEqualTo("note");
    }
  }

  @Test
  void severalProgramsMayBeOpenAtOnce() throws Exception {
    try (Duplex one = transport().open(script("cat"));
        Duplex other = transport().open(script("exec cat"))) {
      for (Duplex duplex : List.of(one, other)) {
        duplex.input().write("ping\n".getBytes(StandardCharsets.UTF_8));
        duplex.input().flush();
      }
      assertThat(transport().run(script("echo meanwhile")).stdout()).isEqualTo("meanwhile\n");
      long start = System.nanoTime();
      for (Duplex duplex : List.of(other, one)) {
        // Asks for no byte more when it has them all.
        assertThat(duplex.output().readNBytes(5)).asString().isEqualTo("ping\n");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.dividedBy(2));
    }
  }

  @Test
  void closingEndsAProgramAndWhoeverWaitsForIt() throws Exception {
    Path told = scratch.resolve("ended");
    String text =
        "trap 'echo over >\"$1\"; exit' TERM PIPE HUP; echo ready; cat; echo over >\"$1\"";
    Duplex duplex = transport().open(script(text, told.toString()));
    assertThat(duplex.output().readNBytes(6)).asString().isEqualTo("ready\n");
    var closer =
        new Thread(
            () -> {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              duplex.close();
            });
    closer.start();
    try {
      assertThat(duplex.output().read()).isEqualTo(-1);
    } catch (IOException e) {
      assertThat(e).hasMessage("closed");
    }
    closer.join();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(told)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void aProgramThatEndsAtOnceStillSaysWhy() throws Exception {
    try (Duplex duplex =
        transport().open(script("echo first >&2; printf 'no \\033[1mluck' >&2; exit 7"))) {
      assertThat(duplex.output().read()).isEqualTo(-1);
      assertThat(duplex.lastWords()).isEqualTo("no ?[1mluck");
    }
  }

  @Test
  void aProgramThatIsOpenForTooLongIsEnded() throws Exception {
    Script brief = new Script("exec sleep 60", List.of(), new byte[0], Duration.ofMillis(500));
    long start = System.nanoTime();
    try (Duplex duplex = transport().open(brief)) {
      assertThat(duplex.output().read()).isEqualTo(-1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void deliversArgumentsByteForByte() {
    List<String> hostile =
        List.of(
            "",
            " ",
            "-n",
            "it's",
            "\"double\"",
            "$(touch /tmp/pwned)",
            "`touch /tmp/pwned`",
            "$HOME ${IFS} $1 $$",
            "a\nb\n\n",
            "\ttab\r\n",
            "back\\slash \\n \\",
            "!history !! #comment",
            "* ? [a-z] ~ {a,b}",
            "; | & < > ( )",
            "żółć 漢字 \uD83D\uDE00",
            "\u0001\u001b[31m\u007f",
            "'\\''");
    Script script = new Script("printf '%s\\0' \"$@\" | base64 -w 0", hostile, new byte[0], LIMIT);
    byte[] printed = Base64.getDecoder().decode(transport().run(script).stdout());
    assertThat(List.of(new String(printed, StandardCharsets.UTF_8).split("\0", -1)))
        .startsWith(hostile.toArray(String[]::new))
        .hasSize(hostile.size() + 1);
  }

  @Test
  void programsWithAnyText() {
    String text = "x='a'\"'\"'b \\ ! `echo c` $(echo d)'\nprintf '%s\\n' \"$x\" \"$0\"\n\n";
    assertThat(transport().run(script(text)))
        .isEqualTo(new Outcome(0, "a'b \\ ! `echo c` $(echo d)\nprovision\n", ""));
  }

  @Test
  void programsLongerThanACommandMayBe() {
    String text = "# " + "x".repeat(300_000) + "\nprintf '%s ' \"$0\" \"$@\"; sha256sum\n\n";
    Outcome outcome =
        transport()
            .run(
                new Script(
                    text, List.of("a", "b c"), "data\n".getBytes(StandardCharsets.UTF_8), LIMIT));
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                "provision a b c 6667b2d1aab6a00caa5aee5af8ad9f1465e567abf1c209d15727d57b3e8f6e5f  -\n",
                ""));
  }

  @Test
  void largeErrorsBesideLargeOutput() {
    Outcome outcome =
        transport()
            .run(
                script(
                    "head -c 3000000 /dev/zero | tr '\\0' e >&2; head -c 3000000 /dev/zero | tr '\\0' o"));
    assertThat(outcome.stderr()).hasSize(3_000_000).containsOnlyOnce("e".repeat(3_000_000));
    assertThat(outcome.stdout()).hasSize(3_000_000);
  }

  @Test
  void deliversLinesAsTheyArrive() throws Exception {
    Path gate = scratch.resolve("gate");
    List<String> lines = new ArrayList<>();
    Outcome outcome =
        transport()
            .run(
                script(
                    "echo one; while [ ! -e \"$1\" ]; do sleep 0.02; done; printf 'two\\r\\nthree'",
                    gate.toString()),
                line -> {
                  lines.add(line);
                  if (line.equals("one")) {
                    OpenSshServer.write(gate, "");
                  }
                });
    assertThat(outcome.stdout()).isEqualTo("one\ntwo\r\nthree");
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void inputLongerThanTheProgramReads() {
    byte[] input = new byte[8 * 1024 * 1024];
    long start = System.nanoTime();
    assertThat(
            transport()
                .run(
                    new Script("head -c 3 >/dev/null; echo done; exit 5", List.of(), input, LIMIT)))
        .isEqualTo(new Outcome(5, "done\n", ""));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(transport().run(script("echo again")).stdout()).isEqualTo("again\n");
  }

  @Test
  void noInputIsEmptyInput() {
    assertThat(transport().run(script("cat; echo end")).stdout()).isEqualTo("end\n");
  }

  @Test
  void malformedBytesAreReplaced() {
    assertThat(transport().run(script("printf 'a\\377b\\303'")).stdout())
        .isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void surroundingsAreAlwaysTheSame() {
    assertThat(transport().run(script("echo \"$PATH $LC_ALL $HOME\"; pwd; umask")).stdout())
        .isEqualTo(
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin C.UTF-8 /root\n/\n0022\n");
  }

  @Test
  void timeLimitLeavesNothingBehind() throws Exception {
    Path pids = scratch.resolve("pids");
    Script script =
        new Script(
            "echo $$ >\"$1\"; sleep 300 & echo $! >>\"$1\"; wait",
            List.of(pids.toString()),
            new byte[0],
            Duration.ofSeconds(1));
    long start = System.nanoTime();
    assertThatThrownBy(() -> transport().run(script))
        .isInstanceOf(TimeLimitException.class)
        .hasMessageContaining("1 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    List<String> left = Files.readAllLines(pids);
    assertThat(left).hasSize(2);
    for (String pid : left) {
      assertEnds(pid);
    }
    assertThat(transport().run(script("echo again")).stdout()).isEqualTo("again\n");
  }

  @Test
  void timeLimitEndsWhatIgnoresSignals() throws Exception {
    Path pid = scratch.resolve("pid");
    Script script =
        new Script(
            "trap '' TERM; echo $$ >\"$1\"; while :; do sleep 0.1; done",
            List.of(pid.toString()),
            new byte[0],
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> transport().run(script)).isInstanceOf(TimeLimitException.class);
    assertEnds(Files.readString(pid).strip());
  }

  @Test
  void daemonsDoNotHoldIt() {
    long start = System.nanoTime();
    assertThat(transport().run(script("setsid sleep 120 & echo started")).stdout())
        .isEqualTo("started\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(transport().run(script("echo again")).stdout()).isEqualTo("again\n");
  }

  @Test
  void tooMuchOutputIsAnError() {
    assertThatThrownBy(() -> transport().run(script("cat /dev/zero")))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("4 MiB");
    assertThat(transport().run(script("echo again")).stdout()).isEqualTo("again\n");
  }

  // One that has ended stays a zombie where no init collects it, as in many containers.
  /** A killed process is gone a moment later. */
  private static void assertEnds(String pid) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (isRunning(pid)) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static boolean isRunning(String pid) throws IOException {
    Path stat = Path.of("/proc", pid, "stat");
    try {
      return !Files.readString(stat).replaceFirst("^.*\\) ", "").startsWith("Z");
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
