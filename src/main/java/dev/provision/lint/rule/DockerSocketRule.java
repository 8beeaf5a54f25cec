package dev.provision.lint.rule;

import dev.provision.lint.pipeline.Container;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.pipeline.Step;
import dev.provision.lint.shell.Word;
import java.util.stream.Stream;

/** The place of docker's socket, written down. */
public final class DockerSocketRule implements Rule {
  private static final String SOCKET = "/run/docker.sock";

  @Override
  public RuleText text() {
    return new RuleText(
        "docker-socket",
        "there it is a link to the socket of the agent's own podman: only that account and root may"
            + " use it, in a container root alone, and what asks there sees no docker engine",
        "https://docs.podman.io/en/latest/markdown/podman-system-service.1.html",
        "what runs on the runner needs no path: DOCKER_HOST is set; a container that has the socket"
            + " mounted has to run as root");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return job.steps().stream().filter(Step::onHost).flatMap(DockerSocketRule::check);
  }

  @Override
  public Stream<Hit> check(Container container) {
    return Stream.concat(container.volumes().stream(), container.options().stream())
        .filter(it -> it.raw().contains(SOCKET))
        .map(it -> hit(it.spot(Math.max(0, it.raw().indexOf(SOCKET) - 4))));
  }

  private static Stream<Hit> check(Step step) {
    Stream<Hit> environment =
        step.environment().values().stream()
            .filter(it -> it.value().text().contains(SOCKET))
            .map(it -> hit(it.spot()));
    Stream<Hit> inputs =
        step.script().isPresent()
            ? Stream.empty()
            : step.inputs().values().stream()
                .filter(it -> it.value().text().contains(SOCKET))
                .map(it -> hit(it.spot()));
    Stream<Hit> script =
        step.script().stream()
            .flatMap(
                field ->
                    step.commands().stream()
                        .filter(it -> !it.begins("echo") && !it.begins("printf"))
                        .flatMap(
                            it -> Stream.concat(it.assignments().stream(), it.words().stream()))
                        .filter(DockerSocketRule::names)
                        .map(word -> hit(field.spot(word.offset()))));
    return Stream.of(environment, inputs, script).flatMap(it -> it);
  }

  private static boolean names(Word word) {
    return word.text().contains(SOCKET);
  }

  private static Hit hit(Spot spot) {
    return new Hit(spot, "/var/run/docker.sock is the socket of the agent's own rootless podman");
  }
}
