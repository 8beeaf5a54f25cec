package dev.provision.lint.rule;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.pipeline.Job;
import dev.provision.lint.pipeline.Step;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Images that the profile redirects, and pushes that it does not. */
public final class ImageRedirectRule extends ImageRule {
  public ImageRedirectRule(ImageJudge judge) {
    super(judge);
  }

  @Override
  public RuleText text() {
    return new RuleText(
        "image-redirect",
        "the image comes from another registry than its name says, with the login for that one; a"
            + " push is never redirected",
        "https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md",
        "name the image where it comes from, and push by the full name of the registry");
  }

  @Override
  Optional<String> message(String image, ImageVerdict verdict) {
    return verdict.kind() == ImageVerdict.Kind.REDIRECTED
        ? Optional.of(image + " is pulled from " + verdict.detail())
        : Optional.empty();
  }

  /** Without a registry, a push goes to Docker Hub, whatever is pulled from where. */
  @Override
  public Stream<Hit> check(Job job) {
    return Stream.concat(
        super.check(job), job.steps().stream().filter(Step::onHost).flatMap(this::pushed));
  }

  private Stream<Hit> pushed(Step step) {
    String command = step.input("command").flatMap(it -> it.value().whole()).orElse("buildAndPush");
    boolean pushes = Set.of("push", "buildandpush").contains(command.toLowerCase(Locale.ROOT));
    if (!step.runs("Docker@2") || !pushes || step.input("containerregistry").isPresent()) {
      return Stream.empty();
    }
    return step.input("repository").stream()
        .filter(it -> isRedirected(it.value().whole()))
        .map(it -> new Hit(it.spot(), it.value().text() + " is pushed to where its name says"));
  }

  @Override
  Stream<Hit> check(DockerCall call, LocalImages local) {
    return call.verb().equals("push")
        ? call.parsed().operands().stream()
            .limit(1)
            .filter(it -> isRedirected(it.value().whole()))
            .map(it -> new Hit(call.spot(it), it.text() + " is pushed to where its name says"))
        : super.check(call, local);
  }

  private boolean isRedirected(Optional<String> image) {
    return image.filter(it -> judge.judge(it).kind() == ImageVerdict.Kind.REDIRECTED).isPresent();
  }
}
