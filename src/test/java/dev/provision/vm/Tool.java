package dev.provision.vm;

import dev.provision.vm.Command.Result;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged tool as users start it. */
final class Tool {
  private static final String PROGRAM = "target/dist/provision/bin/provision";

  private Tool() {}

  static Result run(String... words) {
    return run(Map.of(), List.of(words));
  }

  static Result run(Map<String, String> environment, List<String> words) {
    var command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(words);
    return Command.run(Duration.ofMinutes(15), environment, command);
  }

  /**
   * Starts a command for a profile on a lab's machine and comes back when its progress says a word.
   */
  static Process until(String word, Lab lab, String command, String profile) throws Exception {
    var words = new ArrayList<>(List.of(PROGRAM, command, "--profile", profile));
    words.addAll(lab.target("packer"));
    Path progress = Files.createTempFile("progress", ".log");
    Process process =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(progress.toFile())
            .start();
    long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    while (!Files.readString(progress).contains(word)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError("no " + word + " in: " + Files.readString(progress));
      }
      Thread.sleep(50);
    }
    Files.delete(progress);
    return process;
  }

  /** A command for a profile on a lab's machine. */
  static Result on(Lab lab, String command, String profile, String... more) {
    var words = new ArrayList<>(List.of(command, "--profile", profile));
    words.addAll(lab.target("packer"));
    words.addAll(List.of(more));
    return run(Map.of(), words);
  }
}
