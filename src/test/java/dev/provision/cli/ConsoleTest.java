package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Console.Terminals;
import dev.provision.report.AzureCommand;
import dev.provision.report.AzurePipelines;
import dev.provision.testing.AzureAgent;
import dev.provision.testing.AzureAgent.Found;
import dev.provision.testing.HostileText;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The seam to the streams, where commands are told from texts. */
class ConsoleTest {
  private static final int ROUNDS = 3_000;

  @Test
  void aCommandStandsOnALineOfItsOwn() {
    String printed =
        printed(
            console -> {
              console.result("no end ##v");
              console.command(AzurePipelines.progress(7));
              console.result("##[error]x\n");
              console.command(AzurePipelines.progress(8));
            });
    assertThat(printed)
        .isEqualTo(
            "no end ##v\n##vso[task.setprogress value=7;]provision drift\n ##[error]x\n"
                + "##vso[task.setprogress value=8;]provision drift\n");
  }

  @Test
  void piecesBecomeNoCommand() {
    String printed =
        printed(
            console -> {
              for (String piece : "a##vso[task.complete]b ##[x]\n##[error]c".split("")) {
                console.result(piece);
              }
              for (String piece : "\r\u001b[K##v,so[task.complete]d".split(",")) {
                console.advise(piece);
              }
            });
    assertThat(printed)
        .contains("a##_vso[task.complete]b ##[x]\n ##[error]c")
        .contains("\r\u001b[K##_vso[task.complete]d");
  }

  /** One stream has begun a marker and the other ends it. */
  @Test
  void halvesOnBothStreamsBecomeNoCommand() {
    for (String half : List.of("##vs#", "##vs", "##vs\u0488#", "##v##vs##", "##vs#v")) {
      String printed =
          printed(
              console -> {
                console.result(half);
                console.advise("o[task.setvariable variable=a]b\n");
                console.result("x\n");
              });
      assertThat(AzureAgent.commands(printed)).as(printed).isEmpty();
      assertThat(printed).contains(half);
    }
  }

  /** An agent's task for bash reads both streams as one. */
  @Test
  void chunksOfBothStreamsInAnyOrderGiveOnlyTheCommandsThatAreMeant() {
    var meant = new AzureCommand("task.logissue", Map.of("type", "error"), "meant");
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var texts = new HostileText(seed);
      int[] commands = {0};
      String printed =
          printed(
              console -> {
                for (int i = 0; i < 12; i++) {
                  String text = texts.next();
                  int cut = texts.cut(text);
                  boolean result = random.nextBoolean();
                  tell(console, result, text.substring(0, cut));
                  tell(console, !result, texts.next());
                  tell(console, result, text.substring(cut));
                  if (random.nextInt(4) == 0) {
                    console.command(meant);
                    commands[0]++;
                  }
                }
              });
      assertThat(AzureAgent.commands(printed))
          .as("seed %d: %s", seed, printed)
          .isEqualTo(
              Collections.nCopies(
                  commands[0], new Found("task.logissue", Map.of("type", "error"), "meant")));
    }
  }

  private static void tell(Console console, boolean result, String text) {
    if (result) {
      console.result(text);
    } else {
      console.advise(text);
    }
  }

  /** Both streams, as they were written. */
  private static String printed(Consumer<Console> speaker) {
    var both = new ByteArrayOutputStream();
    try (var console =
        new Console(both, both, InputStream.nullInputStream(), new Terminals(false, false))) {
      speaker.accept(console);
    }
    return both.toString(StandardCharsets.UTF_8);
  }
}
