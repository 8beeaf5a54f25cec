package dev.provision.cli;

import dev.provision.report.Palette;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a command gets from outside.
 *
 * @param given what was written on the command line
 * @param directory the working directory; relative paths of the user start here
 */
record CommandContext(
    Given given,
    Console console,
    Map<String, String> environment,
    Path directory,
    Workbench workbench) {

  /** The value of an option, when it was given. */
  Optional<String> option(String name) {
    return given.value(name);
  }

  /** All values of an option that may be repeated. */
  List<String> options(String name) {
    return given.values(name);
  }

  /** The words that are no options. */
  List<String> words() {
    return given.words();
  }

  /** Whether an option without a value was given. */
  boolean flag(String name) {
    return given.has(name);
  }

  /** An environment variable; an empty one counts as absent. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** A path that the user wrote. */
  Path path(String text) {
    return directory.resolve(text);
  }

  /** Colours for standard output. */
  Palette palette() {
    return console.terminals().result() && colourful() ? Palette.ANSI : Palette.PLAIN;
  }

  /** Whether standard error can show a line that rewrites itself. */
  boolean live() {
    return console.terminals().advice() && !"dumb".equals(environment.get("TERM"));
  }

  private boolean colourful() {
    return variable("NO_COLOR").isEmpty() && !"dumb".equals(environment.get("TERM"));
  }
}
