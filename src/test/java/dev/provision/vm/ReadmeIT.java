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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The transcript in README.md has the shape of what {@code make demo} prints. */
@Order(Integer.MAX_VALUE - 2)
class ReadmeIT {
  private static final String LAB = "readme";
  private static final Duration LONGEST = Duration.ofMinutes(40);

  @AfterAll
  static void noMachineStays() {
    Command.run(LONGEST, Map.of(), List.of("src/lab/lab", "down", LAB));
  }

  @Test
  void transcriptHasTheShapeOfTheDemonstration() {
    Result demo = Command.run(LONGEST, Map.of(), List.of("src/lab/demo", LAB));
    assertThat(demo.status()).as(demo.everything()).isZero();

    Deque<String> printed =
        demo.stdout()
            .lines()
            .map(ReadmeIT::shape)
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
