package dev.provision.transport;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A real program, run to its end. A machine without it fails the test. */
record Tool(List<String> command, int status, String output) {
  /** Runs with both streams joined. */
  static Tool run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Tool(List.of(command), process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Tool requireSuccess() {
    if (status != 0) {
      throw new AssertionError(command + " ended with " + status + ": " + output);
    }
    return this;
  }
}
