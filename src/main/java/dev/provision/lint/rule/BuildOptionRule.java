package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerArguments.Option;
import dev.provision.lint.docker.DockerCall;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Options of {@code docker build} that only BuildKit has. */
public final class BuildOptionRule extends CallRule {
  /** Asked of podman 4.3.1 and 5.4.2, and looked up in the source of 5.8.2. */
  static final Set<String> LACKING =
      Set.of(
          "--allow",
          "--attest",
          "--builder",
          "--call",
          "--check",
          "--metadata-file",
          "--no-cache-filter",
          "--provenance",
          "--push");

  private static final Pattern TYPE = Pattern.compile("(?:.*,)?type=([a-z]+).*");

  @Override
  public RuleText text() {
    return new RuleText(
        "build-option",
        "podman build is buildah, not BuildKit, and ends at what it does not know",
        "https://github.com/containers/podman/blob/main/docs/source/markdown/podman-build.1.md.in",
        "push with docker push; --cache-to and --cache-from name a repository, and need --layers;"
            + " --output writes files (type=local or tar); leave the others out");
  }

  @Override
  Stream<Hit> check(DockerCall call) {
    return call.builds()
        ? call.parsed().options().stream()
            .flatMap(
                option -> message(option).stream().map(it -> new Hit(call.spot(option.word()), it)))
        : Stream.empty();
  }

  private static Optional<String> message(Option option) {
    if (LACKING.contains(option.name())) {
      return Optional.of(option.name() + " is unknown to podman build");
    }
    Matcher type = TYPE.matcher(option.value().text());
    if (!type.matches()) {
      return Optional.empty();
    }
    return switch (option.name()) {
      case "--cache-to", "--cache-from" ->
          Optional.of(
              option.name() + " type=" + type.group(1) + ": podman takes a repository alone");
      case "--output", "-o" ->
          Set.of("local", "tar").contains(type.group(1))
              ? Optional.empty()
              : Optional.of("--output type=" + type.group(1) + " is none of podman's");
      default -> Optional.empty();
    };
  }
}
