package dev.provision.cli;

import dev.provision.ExitStatus;
import dev.provision.cli.Console.Terminals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The command line within this process, its streams captured. */
final class Cli {
  final FakeWorkbench host = new FakeWorkbench();
  private final Map<String, String> environment = new HashMap<>();
  private Path directory = Path.of("").toAbsolutePath();
  private Terminals terminals = new Terminals(false, false);
  private byte[] input = {};
  private Workbench workbench = host;

  /** What a run printed and how it ended. */
  record Run(ExitStatus code, String stdout, String stderr) {}

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Cli in(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  /** With what the program has, in place of the fake. */
  Cli withTools() {
    workbench = new Tools();
    return this;
  }

  Cli onTerminal() {
    terminals = new Terminals(true, true);
    return this;
  }

  Cli input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Run run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input),
            terminals);
    ExitStatus code = new Main(console, environment, directory, workbench).run(words);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A command line written as one text, for words without blanks. */
  Run line(String words) {
    return run(words.isEmpty() ? new String[0] : words.split(" "));
  }
}
