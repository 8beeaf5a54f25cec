package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.plan.Fragment;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an exported script says, and how it ends, by the records of its program. */
class TellTest {
  private static final String FIELD = "\u001f";

  @Test
  void goodEnd() {
    Outcome outcome =
        tell(ExitCode.OK, "ready", doing("write /etc/x"), "committed" + FIELD + 1, "end");
    assertThat(outcome.stdout()).isEqualTo("this machine is a runner now, generation 1\n");
    assertThat(outcome.stderr()).isEqualTo("write /etc/x\n");
  }

  @Test
  void nothingToDo() {
    assertThat(tell(ExitCode.OK, "same", "end").stdout()).contains("nothing was changed");
  }

  @Test
  void failedAndAsBefore() {
    Outcome outcome =
        tell(
            ExitCode.ROLLED_BACK,
            "ready",
            doing("write /etc/x"),
            failed(3, "no space\n"),
            "kept" + FIELD + "podman crun",
            "undone",
            "end");
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr())
        .contains("write /etc/x: no space")
        .endsWith("this machine is as before, but these packages stay: podman crun\n");
  }

  @Test
  void failedInBetween() {
    assertThat(tell(ExitCode.ROLLED_BACK, doing("x"), failed(-1, "cut"), "undone", "end").stderr())
        .contains("\ncut\n")
        .doesNotContain("x: cut");
  }

  @Test
  void goingBackFailed() {
    Outcome outcome =
        tell(ExitCode.BROKEN, failed(0, "x"), "broken" + FIELD + base64(" undo /etc/x"), "end");
    assertThat(outcome.stderr()).contains("going back failed, at: undo /etc/x", "By hand:");
    tell(ExitCode.BROKEN, failed(0, "x"));
  }

  @Test
  void somebodyElseIsAtWork() {
    assertThat(tell(ExitCode.BUSY, "busy" + FIELD + "root, process 1", "end").stderr())
        .contains("root, process 1");
    assertThat(tell(ExitCode.BUSY, "hindered" + FIELD + base64("work"), "failed", "end").stderr())
        .contains("work");
  }

  @Test
  void silenceIsNoGoodEnd() {
    tell(ExitCode.BUSY, "busy" + FIELD, "end");
    tell(ExitCode.BROKEN, "failed" + FIELD + -1 + FIELD, "end");
  }

  @Test
  void programWasEnded() {
    tell(ExitCode.UNAVAILABLE, "ready", doing("x"));
    tell(ExitCode.UNAVAILABLE);
  }

  @Test
  void nothingDrivesATerminal() {
    assertThat(tell(ExitCode.OK, doing("\u001b[2Jx\ry"), "same").stderr()).isEqualTo("[2Jxy\n");
  }

  private static String doing(String title) {
    return "doing" + FIELD + base64(title);
  }

  private static String failed(int number, String text) {
    return "failed" + FIELD + number + FIELD + base64(text);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Outcome tell(ExitCode code, String... records) {
    byte[] input = (String.join("\n", records) + "\n").getBytes(StandardCharsets.UTF_8);
    String text = "set -u\n" + new Fragment("script/tell").text() + "tell\n";
    Outcome outcome =
        LocalShell.run(List.of("dash"), new Script(text, List.of(), input, Duration.ofMinutes(1)));
    assertThat(outcome.status()).as(outcome.stderr()).isEqualTo(code.number());
    return outcome;
  }
}
