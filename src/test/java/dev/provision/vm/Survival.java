package dev.provision.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table of what was tried and survived, in a file that is there from the first point on. */
final class Survival {
  private static final Path FILE = Path.of("target/faults.md");
  private static final Map<String, Row> ROWS = new TreeMap<>();

  private Survival() {}

  private record Row(List<String> survived, List<String> not) {}

  interface Trial {
    void run() throws Exception;
  }

  /** Tries something, and tells what came of it. */
  static void of(String fault, String point, Trial trial) throws Exception {
    boolean survived = false;
    long start = System.nanoTime();
    try {
      trial.run();
      survived = true;
    } catch (Exception | AssertionError e) {
      System.out.println(fault + ", " + point + ": " + e);
      throw e;
    } finally {
      tell(fault, point, survived, (System.nanoTime() - start) / 1_000_000_000);
    }
  }

  private static synchronized void tell(
      String fault, String point, boolean survived, long seconds) {
    Row row = ROWS.computeIfAbsent(fault, key -> new Row(new ArrayList<>(), new ArrayList<>()));
    (survived ? row.survived() : row.not()).add(point);
    System.out.println(
        fault
            + ", "
            + point
            + ": "
            + (survived ? "survived" : "NOT survived")
            + ", "
            + seconds
            + " s");
    var text = new StringBuilder("| fault | tried | survived | not survived |\n");
    text.append("| --- | --- | --- | --- |\n");
    ROWS.forEach(
        (name, it) ->
            text.append(
                "| %s | %d | %d | %s |\n"
                    .formatted(
                        name,
                        it.survived().size() + it.not().size(),
                        it.survived().size(),
                        String.join(", ", it.not()))));
    try {
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
