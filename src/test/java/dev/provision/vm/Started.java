package dev.provision.vm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The tool at work.
 *
 * @param progress what it says on standard error
 */
record Started(Process process, Path progress) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** A command for a profile. */
  static Started of(String command, String profile, List<String> target) throws IOException {
    var words = new ArrayList<>(List.of(Tool.PROGRAM, command, "--profile", profile));
    words.addAll(target);
    Path progress = Files.createTempFile("progress", ".log");
    progress.toFile().deleteOnExit();
    Process process =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(progress.toFile())
            .start();
    return new Started(process, progress);
  }

  /** Comes back when it has said a word. */
  void await(String word) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!said().contains(word)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError("no " + word + " in: " + said());
      }
      Thread.sleep(20);
    }
  }

  /** Its exit status, once it has ended. */
  int status() throws InterruptedException {
    if (!process.waitFor(LONGEST.toMinutes(), TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("it did not end within " + LONGEST);
    }
    return process.exitValue();
  }

  /** So far. */
  String said() throws IOException {
    return Files.readString(progress);
  }
}
