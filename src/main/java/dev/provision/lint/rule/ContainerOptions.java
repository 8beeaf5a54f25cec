package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.pipeline.Container;
import dev.provision.lint.shell.ShellReader;
import java.util.List;
import java.util.Optional;

/** The agent makes a container with {@code docker create}, and the options as they are written. */
final class ContainerOptions {
  private ContainerOptions() {}

  static Optional<DockerCall> call(Container container) {
    return container
        .options()
        .map(
            it ->
                new DockerCall(
                    "create",
                    ShellReader.words(it.raw(), it.scope()),
                    List.of(),
                    false,
                    0,
                    it::spot));
  }
}
