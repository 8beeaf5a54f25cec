package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerArguments;
import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.docker.DockerCalls;
import dev.provision.lint.expression.Value;
import dev.provision.lint.pipeline.Container;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.pipeline.Step;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rule about images that are pulled: of containers, and in calls of docker. */
abstract class ImageRule implements Rule {
  /** Anything else is a mistake of another kind, or no name of a registry's image. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w./:@-]*");

  final ImageJudge judge;

  ImageRule(ImageJudge judge) {
    this.judge = judge;
  }

  abstract Optional<String> message(String image, ImageVerdict verdict);

  @Override
  public Stream<Hit> check(Container container) {
    return container.image().stream().flatMap(it -> hit(it.value(), it.spot()));
  }

  /** What the job itself made is there, and is not pulled. */
  @Override
  public Stream<Hit> check(Job job) {
    LocalImages local = LocalImages.of(job);
    return job.steps().stream()
        .filter(Step::onHost)
        .flatMap(step -> DockerCalls.of(step).stream())
        .flatMap(call -> check(call, local));
  }

  Stream<Hit> check(DockerCall call, LocalImages local) {
    DockerArguments arguments = call.parsed();
    if (call.builds()) {
      return arguments.named("--from").flatMap(it -> hit(it.value(), call.spot(it.word())));
    }
    if (call.makesContainer()) {
      return arguments.operands().stream()
          .limit(1)
          .filter(it -> !local.mayHave(it.text()))
          .flatMap(it -> hit(it.value(), call.spot(it)));
    }
    return call.verb().equals("pull")
        ? arguments.operands().stream().flatMap(it -> hit(it.value(), call.spot(it)))
        : Stream.empty();
  }

  final Stream<Hit> hit(Value image, Spot spot) {
    return image.whole().stream()
        .filter(it -> NAME.matcher(it).matches())
        .flatMap(it -> message(it, judge.judge(it)).stream())
        .map(it -> new Hit(spot, it));
  }
}
