package dev.provision.lint.pipeline;

import dev.provision.lint.shell.ShellCommand;
import dev.provision.lint.shell.ShellReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step of a job.
 *
 * @param task name and version, {@code Docker@2}; empty of a script, whose shortcut is no task
 * @param inputs of a task, by lower-case name
 * @param environment what {@code env} says
 * @param script in the language of a POSIX shell
 * @param commands of the script
 * @param inContainer whether it runs in a container; empty where that is unknown
 */
public record Step(
    Spot spot,
    String task,
    Map<String, Field> inputs,
    Map<String, Field> environment,
    Optional<Field> script,
    List<ShellCommand> commands,
    Optional<Boolean> inContainer) {
  public Step {
    inputs = Map.copyOf(inputs);
    environment = Map.copyOf(environment);
    commands = List.copyOf(commands);
  }

  /** Whether this is the task, in whatever case it is written. */
  public boolean runs(String name) {
    return task.equalsIgnoreCase(name);
  }

  public Optional<Field> input(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  /** Runs with the runner's own docker for sure. */
  public boolean onHost() {
    return inContainer.isPresent() && !inContainer.get();
  }

  /** Reads the script. */
  static List<ShellCommand> commands(Optional<Field> script) {
    return script.map(it -> ShellReader.read(it.raw(), it.scope())).orElse(List.of());
  }
}
