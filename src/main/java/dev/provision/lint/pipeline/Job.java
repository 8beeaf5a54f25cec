package dev.provision.lint.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * A job, or steps of a template that becomes a part of one.
 *
 * @param container what its steps run in, when that is known
 */
public record Job(Optional<Container> container, List<Step> steps) {
  public Job {
    steps = List.copyOf(steps);
  }
}
