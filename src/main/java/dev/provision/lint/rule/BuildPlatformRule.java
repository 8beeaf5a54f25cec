package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerArguments;
import dev.provision.lint.docker.DockerCall;
import java.util.stream.Stream;

/** One build for several platforms. */
public final class BuildPlatformRule extends CallRule {
  @Override
  public RuleText text() {
    return new RuleText(
        "build-platform",
        "podman puts the images of several platforms into a list only with --manifest; a tag names"
            + " one of them",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/podman-build.1.md.in",
        "--manifest NAME in place of --tag, then docker manifest push --all NAME");
  }

  @Override
  Stream<Hit> check(DockerCall call) {
    if (!call.builds()) {
      return Stream.empty();
    }
    DockerArguments arguments = call.parsed();
    boolean list = arguments.named("--manifest").findAny().isPresent();
    return arguments
        .named("--platform")
        .filter(it -> !list && it.value().text().contains(","))
        .map(it -> new Hit(call.spot(it.word()), "--platform with several, and no --manifest"));
  }
}
