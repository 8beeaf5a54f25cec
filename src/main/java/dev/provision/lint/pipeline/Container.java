package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Value;
import java.util.List;
import java.util.Optional;

/**
 * A container that a job may run in.
 *
 * @param spot of its name
 * @param runsSteps whether a job or a step runs in it, as far as the file says; else it is a
 *     service
 */
public record Container(
    Spot spot,
    Optional<Field> image,
    Optional<Field> options,
    Optional<Field> mapDockerSocket,
    List<Field> volumes,
    boolean runsSteps) {
  public Container {
    volumes = List.copyOf(volumes);
  }

  /** Nothing where there are no options; unknown where they are. */
  public Value optionsValue() {
    return options.map(Field::value).orElse(Value.of(""));
  }
}
