package dev.provision.lint.rule;

import dev.provision.lint.expression.Value;
import dev.provision.lint.pipeline.Field;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** DockerInstaller@0, whatever its version. */
public final class DockerInstallerRule implements Rule {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\b.*");

  @Override
  public RuleText text() {
    return new RuleText(
        "docker-installer",
        "a docker from the tool cache comes before the runner's own, and asks podman's API for what"
            + " it has not",
        "https://github.com/containers/podman/issues/13889",
        "take the task out: docker is there; where it must stay, dockerVersion 20.10.24 and"
            + " DOCKER_BUILDKIT=0");
  }

  @Override
  public Stream<Hit> check(Job job) {
    return job.steps().stream()
        .filter(step -> step.runs("DockerInstaller@0") && step.onHost())
        .map(step -> new Hit(step.spot(), message(step)));
  }

  /** The task's own default is in its task.json. */
  private static String message(Step step) {
    Value version = step.input("dockerversion").map(Field::value).orElse(Value.of("17.09.0-ce"));
    String name =
        step.input("dockerversion").isPresent()
            ? "docker " + version.text()
            : "docker 17.09.0-ce, the default,";
    Matcher numbers = VERSION.matcher(version.text());
    if (!version.known() || !numbers.matches()) {
      return "puts another docker before the runner's own";
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    if (major < 20 || (major == 20 && minor < 10)) {
      return name
          + " comes before the runner's own and fails at docker build: unable to upgrade to h2c,"
          + " received 404";
    }
    if (major == 29 && minor < 3) {
      return name
          + " comes before the runner's own and asks for API 1.44: podman has it from 5.8 on";
    }
    return name
        + " comes before the runner's own"
        + (major >= 23 ? ", and builds with BuildKit unless DOCKER_BUILDKIT=0" : "");
  }
}
