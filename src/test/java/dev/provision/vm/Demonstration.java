package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.Readme;
import dev.provision.testing.Readme.Typed;
import dev.provision.vm.Command.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code make demo} has done, and what README.md says that it prints. */
record Demonstration(Result demo) {
  private static final Duration LONGEST = Duration.ofMinutes(40);

  /** On a bare machine. */
  static Demonstration on(Lab lab) {
    Result demo = Command.run(LONGEST, Map.of(), List.of("src/lab/demo", lab.name()));
    assertThat(demo.status()).as(demo.everything()).isZero();
    return new Demonstration(demo);
  }

  void hasTheShapeOfTheTranscript() {
    Deque<String> printed =
        demo.stdout()
            .lines()
            .map(Demonstration::shape)
            .collect(Collectors.toCollection(ArrayDeque::new));
    for (Typed typed : transcript()) {
      find("$ " + typed.command(), printed, demo);
      typed
          .output()
          .lines()
          .filter(line -> !line.equals("..."))
          .forEach(l -> find(l, printed, demo));
    }
  }

  private static List<Typed> transcript() {
    return Readme.blocks().stream()
        .filter(block -> block.mark().equals("transcript: demo"))
        .flatMap(block -> block.typed().stream())
        .toList();
  }

  /** Numbers differ from machine to machine: ports, versions, counts. */
  private static String shape(String line) {
    return line.strip().replaceAll("[0-9]+", "N").replaceAll(" +", " ");
  }

  private static void find(String line, Deque<String> printed, Result demo) {
    while (!printed.isEmpty()) {
      if (printed.poll().equals(shape(line))) {
        return;
      }
    }
    throw new AssertionError("not printed, or not there: " + line + "\n" + demo.everything());
  }
}
