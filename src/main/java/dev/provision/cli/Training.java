package dev.provision.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads the classes that common runs need, for the archive that makes them start faster. The
 * launcher runs this; nobody else does.
 */
final class Training {
  private static final String[][] RUNS = {
    {"--version"},
    {"validate", "--profile", "ado-runner"},
    {"render", "--profile", "ado-runner"},
    {"render", "--profile", "ado-runner", "--format", "json"},
    {"apply", "--help"},
    // Nothing listens there: as far as one gets without a host.
    {"apply", "--profile", "ado-runner", "--host", "127.0.0.1:1"},
    {"plan", "--profile", "ado-runner", "--host", "127.0.0.1:1"},
    {"verify", "--profile", "ado-runner", "--host", "127.0.0.1:1"},
  };

  private Training() {}

  public static void main(String[] args) {
    for (String[] run : RUNS) {
      var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
      var console =
          new Console(
              nowhere, nowhere, InputStream.nullInputStream(), new Console.Terminals(false, false));
      new Main(console, Map.of(), Path.of("").toAbsolutePath(), new Tools()).run(run);
    }
  }
}
