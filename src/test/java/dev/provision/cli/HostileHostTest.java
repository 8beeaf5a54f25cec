package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Run;
import dev.provision.engine.ApplyResult;
import dev.provision.engine.BrokenException;
import dev.provision.engine.DriftResult;
import dev.provision.engine.Generation;
import dev.provision.engine.Generations.RolledBack;
import dev.provision.engine.Inspection;
import dev.provision.engine.RolledBackException;
import dev.provision.testing.AzureAgent.Found;
import dev.provision.testing.Filled;
import dev.provision.testing.HostileText;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field that a host can fill says what a host should not, in every format. */
class HostileHostTest {
  private static final String PROFILE = " --profile ado-runner --host u@h";
  private static final int ROUNDS = 20;

  @TempDir Path folder;

  /** What was thought of, and as much again of what was not. */
  static List<String> texts() {
    return Stream.concat(
            HostileText.known().stream(),
            LongStream.range(0, ROUNDS).mapToObj(seed -> new HostileText(seed).next()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan" + PROFILE,
        "plan --format json" + PROFILE,
        "apply" + PROFILE,
        "apply --format json" + PROFILE,
        "verify" + PROFILE,
        "verify --format json" + PROFILE,
        "verify --format markdown" + PROFILE,
        "verify --format junit" + PROFILE,
        "drift" + PROFILE,
        "drift --format json" + PROFILE,
        "drift --format markdown" + PROFILE,
        "drift --format junit" + PROFILE,
        "history --host h",
        "history --format json --host h",
        "rollback --host h",
        "rollback --format json --host h",
      })
  void nothingThatItSaysIsACommand(String words) {
    for (String text : texts()) {
      Run run = host(text).line(words);
      assertThat(run.code().number()).as(run.stderr()).isIn(0, 2);
      Harmless.plain(run);
      Harmless.plain(host(text).onTerminal().line(words));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "drift"})
  void anAgentIsToldWhatIsMeant(String words) throws IOException {
    for (String text : texts()) {
      Run run =
          host(text)
              .in(folder)
              .line(words + " --format ado --report markdown=s.md --report json=j" + PROFILE);
      List<Found> commands = Harmless.ado(run);
      assertThat(commands)
          .extracting(Found::name)
          .contains("task.logissue", "task.uploadsummary")
          .endsWith("task.complete");
      assertThat(commands)
          .filteredOn(it -> it.name().equals("task.uploadsummary"))
          .extracting(Found::data)
          .containsExactly(folder.resolve("s.md").toString());
      Harmless.files(folder);
    }
  }

  @Test
  void whyItFailedIsNoCommand() {
    for (String text : texts()) {
      Stream.<Supplier<RuntimeException>>of(
              () -> new UnreachableException(text),
              () -> new RolledBackException(text),
              () -> new BrokenException(text),
              () -> new IllegalStateException(text, new IOException(text)))
          .forEach(
              trouble -> {
                var cli = new Cli();
                cli.host.apply =
                    () -> {
                      throw trouble.get();
                    };
                for (String more : List.of("", " --debug", " --format json")) {
                  Run run = cli.line("apply" + more + PROFILE);
                  assertThat(run.code().number()).isIn(1, 3, 4, 69);
                  Harmless.plain(run);
                }
              });
    }
  }

  private static Cli host(String text) {
    var cli = new Cli();
    cli.host.says = text;
    cli.host.plan = () -> Filled.with(text, Inspection.class);
    cli.host.apply = () -> Filled.with(text, ApplyResult.class);
    cli.host.drift = () -> Filled.with(text, DriftResult.class);
    cli.host.verify = () -> Filled.all(text, Finding.class);
    cli.host.history = () -> Filled.all(text, Generation.class);
    cli.host.rollBack = to -> Filled.with(text, RolledBack.class);
    return cli;
  }
}
