package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.pipeline.Container;
import java.util.Set;
import java.util.stream.Stream;

/** Options of {@code docker run} that podman has in no version. */
public final class RunOptionRule extends CallRule {
  /** Asked of podman 4.3.1 and 5.4.2, and looked up in the source of 5.8.2. */
  static final Set<String> LACKING =
      Set.of(
          "--cpu-count",
          "--cpu-percent",
          "--domainname",
          "--health-start-interval",
          "--io-maxbandwidth",
          "--io-maxiops",
          "--isolation",
          "--link",
          "--link-local-ip",
          "--use-api-socket",
          "--volume-driver");

  @Override
  public RuleText text() {
    return new RuleText(
        "run-option",
        "podman ends at an option that it does not know",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/podman-run.1.md.in",
        "--link: a network of docker network create, and --network-alias; all others: leave them out");
  }

  @Override
  Stream<Hit> check(DockerCall call) {
    return call.makesContainer() ? hits(call) : Stream.empty();
  }

  @Override
  public Stream<Hit> check(Container container) {
    return ContainerOptions.call(container).stream().flatMap(RunOptionRule::hits);
  }

  private static Stream<Hit> hits(DockerCall call) {
    return call.parsed().options().stream()
        .filter(it -> LACKING.contains(it.name()))
        .map(it -> new Hit(call.spot(it.word()), it.name() + " is unknown to podman"));
  }
}
