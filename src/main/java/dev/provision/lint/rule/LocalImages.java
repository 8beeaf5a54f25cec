package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerArguments;
import dev.provision.lint.docker.DockerArguments.Option;
import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.docker.DockerCalls;
import dev.provision.lint.expression.Value;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The images that a job makes itself.
 *
 * @param others whether it makes some whose names are not known
 */
record LocalImages(Set<String> names, boolean others) {
  /** Of the Docker tasks, in all versions; without a command they build. */
  private static final Set<String> BUILD_NOTHING =
      Set.of(
          "login",
          "logout",
          "push",
          "start",
          "stop",
          "push an image",
          "push images",
          "run an image");

  LocalImages {
    names = Set.copyOf(names);
  }

  static LocalImages of(Job job) {
    var names = new HashSet<String>();
    boolean others = false;
    for (Step step : job.steps()) {
      others |= mayBuild(step);
      for (DockerCall call : DockerCalls.of(step)) {
        others |= makesUnknown(call, names);
      }
    }
    return new LocalImages(names, others);
  }

  boolean mayHave(String image) {
    return others || names.contains(named(image));
  }

  /** Whether it is a task of that name, or of an extension, which may. */
  private static boolean mayBuild(Step step) {
    String task = step.task().toLowerCase(Locale.ROOT);
    if (!task.startsWith("docker") || task.startsWith("dockerinstaller@")) {
      return false;
    }
    return !task.startsWith("docker@")
        || step.input("command")
            .flatMap(it -> it.value().whole())
            .filter(it -> BUILD_NOTHING.contains(it.toLowerCase(Locale.ROOT)))
            .isEmpty();
  }

  private static boolean makesUnknown(DockerCall call, Set<String> names) {
    DockerArguments arguments = call.parsed();
    if (call.builds()) {
      List<Value> tags = arguments.named("-t", "--tag").map(Option::value).toList();
      tags.stream().filter(Value::known).forEach(it -> names.add(named(it.text())));
      return !tags.stream().allMatch(Value::known);
    }
    if (call.verb().equals("tag") && arguments.operands().size() == 2) {
      names.add(named(arguments.operands().get(1).text()));
      return !arguments.operands().get(1).value().known();
    }
    return Stream.of("tag", "load", "import", "commit", "image load", "image tag", "compose build")
        .anyMatch(call.verb()::equals);
  }

  private static String named(String image) {
    return image.endsWith(":latest") ? image.substring(0, image.length() - 7) : image;
  }
}
