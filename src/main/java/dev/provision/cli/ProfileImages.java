package dev.provision.cli;

import dev.provision.containers.PodmanVersion;
import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.pull.Expansion.How;
import dev.provision.containers.pull.Explanation;
import dev.provision.containers.pull.Pull;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.lint.rule.ImageJudge;
import dev.provision.lint.rule.ImageVerdict;
import dev.provision.lint.rule.ImageVerdict.Kind;
import dev.provision.profile.Profile;
import dev.provision.render.Renderer;
import dev.provision.render.Rendering;
import java.util.Optional;

/** Judges images for lint as {@code provision explain} would. */
record ProfileImages(RegistriesConf registries, PolicyFile policy, PodmanVersion podman)
    implements ImageJudge {

  static ProfileImages of(Profile profile) {
    PodmanVersion podman = ExplainCommand.PODMAN;
    Rendering rendering = Renderer.render(profile, Optional.of(podman));
    return new ProfileImages(
        ExplainCommand.registries(rendering, podman),
        ExplainCommand.policy(rendering, podman),
        podman);
  }

  @Override
  public ImageVerdict judge(String image) {
    Explanation explained = Explanation.of(registries, policy, podman, image);
    if (explained.expansion().how() == How.MALFORMED) {
      return ImageVerdict.ALLOWED;
    }
    if (explained.pulls().isEmpty()) {
      return new ImageVerdict(Kind.DENIED, "no registry is searched for a short name");
    }
    Optional<Pull> possible = explained.pulls().stream().filter(Pull::possible).findFirst();
    if (possible.isEmpty()) {
      return new ImageVerdict(Kind.DENIED, reason(explained.pulls().get(0)));
    }
    // A name that could mean several has no one place to name.
    String asked = possible.get().attempts().all().get(0).image().toString();
    return asked.equals(possible.get().image().pulled().toString()) || explained.pulls().size() > 1
        ? ImageVerdict.ALLOWED
        : new ImageVerdict(Kind.REDIRECTED, asked);
  }

  private static String reason(Pull pull) {
    return switch (pull.outcome()) {
      case BLOCKED -> "registries.conf blocks where it would come from";
      case FAILED -> pull.attempts().fault();
      default -> "rejected by " + pull.decision().scope();
    };
  }
}
