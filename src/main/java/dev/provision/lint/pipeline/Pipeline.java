package dev.provision.lint.pipeline;

import java.util.List;

/** What can be judged of a file and of the templates that it takes in. */
public record Pipeline(List<Container> containers, List<Job> jobs) {
  public Pipeline {
    containers = List.copyOf(containers);
    jobs = List.copyOf(jobs);
  }
}
