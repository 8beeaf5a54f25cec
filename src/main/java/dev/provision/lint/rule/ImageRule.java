package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerArguments;
import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.expression.Value;
import dev.provision.lint.pipeline.Container;
import dev.provision.lint.pipeline.Field;
import dev.provision.lint.pipeline.Spot;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rule about images that are pulled: of containers, and in calls of docker. */
abstract class ImageRule extends CallRule {
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

  @Override
  Stream<Hit> check(DockerCall call) {
    DockerArguments arguments = call.parsed();
    if (call.builds()) {
      return arguments.named("--from").flatMap(it -> hit(it.value(), call.spot(it.word())));
    }
    boolean pulls = call.verb().equals("pull");
    return pulls || call.makesContainer()
        ? arguments.operands().stream()
            .limit(pulls ? Long.MAX_VALUE : 1)
            .flatMap(it -> hit(it.value(), call.spot(it)))
        : Stream.empty();
  }

  final Stream<Hit> hit(Value image, Spot spot) {
    return image.whole().stream()
        .filter(it -> NAME.matcher(it).matches())
        .flatMap(it -> message(it, judge.judge(it)).stream())
        .map(it -> new Hit(spot, it));
  }

  final Stream<Hit> hit(Field image) {
    return hit(image.value(), image.spot());
  }
}
