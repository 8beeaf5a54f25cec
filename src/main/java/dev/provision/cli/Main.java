package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.ExitStatus;
import dev.provision.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Parses, wires, exits. */
public final class Main {
  private final Console console;
  private final Map<String, String> environment;
  private final Path directory;
  private final Workbench workbench;

  Main(Console console, Map<String, String> environment, Path directory, Workbench workbench) {
    this.console = console;
    this.environment = Map.copyOf(environment);
    this.directory = directory;
    this.workbench = workbench;
  }

  public static void main(String[] args) {
    var main =
        new Main(Console.ofProcess(), System.getenv(), Path.of("").toAbsolutePath(), new Tools());
    System.exit(main.run(args).number());
  }

  ExitStatus run(String... args) {
    List<String> words = List.of(args);
    ExitStatus code;
    try (console) {
      code = dispatch(words);
    }
    return console.ended(code);
  }

  // The one handler of everything that goes wrong.
  private ExitStatus dispatch(List<String> words) {
    try {
      // Answered before picocli is loaded: scripts ask for it often.
      if (words.equals(List.of("--version"))) {
        console.result("provision " + Version.current() + "\n");
        return ExitCode.OK;
      }
      Invocation invocation = Invocation.parse(words);
      return invocation.help().isPresent()
          ? help(invocation.help().get())
          : invocation
              .command()
              .run(
                  new CommandContext(
                      Given.of(invocation.options()), console, environment, directory, workbench));
    } catch (Throwable e) {
      return new Failure(e, words).tell(console);
    }
  }

  private ExitCode help(String text) {
    console.result(text);
    return ExitCode.OK;
  }
}
