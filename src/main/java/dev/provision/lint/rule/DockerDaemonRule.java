package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import dev.provision.lint.shell.ShellCommand;
import dev.provision.lint.shell.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Docker's engine, started or installed. */
public final class DockerDaemonRule implements Rule {
  private static final Set<String> SERVICES =
      Set.of("docker", "docker.service", "docker.socket", "dockerd", "containerd");

  private static final Set<String> PACKAGES =
      Set.of("docker.io", "docker-ce", "docker-ce-cli", "docker-engine", "moby-engine", "moby-cli");

  @Override
  public RuleText text() {
    return new RuleText(
        "docker-daemon",
        "podman has no daemon; a docker package brings one, and takes /run/docker.sock away",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/podman.1.md",
        "leave it out: podman starts with the first call");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return job.steps().stream()
        .filter(Step::onHost)
        .flatMap(
            step ->
                step.commands().stream()
                    .flatMap(
                        command ->
                            message(command).stream()
                                .map(
                                    it ->
                                        new Hit(step.script().get().spot(command.offset()), it))));
  }

  private static Optional<String> message(ShellCommand command) {
    List<String> words =
        command.words().stream()
            .filter(it -> it.value().known())
            .map(Word::text)
            .filter(it -> !it.startsWith("-") && !it.equals("sudo"))
            .toList();
    String name = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    return switch (name) {
      case "systemctl", "service" ->
          rest.stream()
              .filter(SERVICES::contains)
              .findFirst()
              .filter(it -> rest.stream().anyMatch(DockerDaemonRule::starts))
              .map(it -> name + ": there is no service " + it);
      case "apt", "apt-get" ->
          rest.stream()
              .map(it -> it.split("=", 2)[0])
              .filter(PACKAGES::contains)
              .findFirst()
              .filter(it -> rest.contains("install"))
              .map(it -> "installs " + it + " beside podman");
      default -> Optional.empty();
    };
  }

  private static boolean starts(String word) {
    return Set.of("start", "restart", "enable", "reload").contains(word);
  }
}
