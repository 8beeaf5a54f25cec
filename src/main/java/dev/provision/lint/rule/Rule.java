package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Container;
import dev.provision.lint.pipeline.Job;
import java.util.stream.Stream;

/** Finds one kind of trouble. */
public interface Rule {
  RuleText text();

  /** In a job of a Linux machine. */
  default Stream<Hit> check(Job job) {
    return Stream.empty();
  }

  /** In a container of the resources or of a job. */
  default Stream<Hit> check(Container container) {
    return Stream.empty();
  }
}
