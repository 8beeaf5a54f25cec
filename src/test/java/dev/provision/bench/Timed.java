package dev.provision.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine under the eyes of time(1). */
final class Timed {
  private static final long LONGEST_MINUTES = 30;

  private Timed() {}

  /**
   * Runs it.
   *
   * @param log gets what it prints, on both streams
   * @return wall, CPU and memory
   * @throws AssertionError when it does not end well
   */
  static Map<Measure, Double> run(Map<String, String> environment, List<String> words, Path log)
      throws IOException, InterruptedException {
    Path told = Files.createTempFile("time", "");
    var command = new ArrayList<>(List.of("time", "-q", "-f", "%U %S %M", "-o", told.toString()));
    command.addAll(words);
    var builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      throw new AssertionError(words.get(0) + " does not end; see " + log);
    }
    long end = System.nanoTime();
    if (process.exitValue() != 0) {
      throw new AssertionError(
          words.get(0) + " ended with " + process.exitValue() + "\n" + Files.readString(log));
    }
    String[] fields = Files.readString(told).strip().split(" ");
    Files.delete(told);
    var values = new EnumMap<Measure, Double>(Measure.class);
    values.put(Measure.WALL, (end - start) / 1e9);
    values.put(Measure.CPU, Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]));
    values.put(Measure.MEMORY, Double.parseDouble(fields[2]) / 1024);
    return values;
  }
}
