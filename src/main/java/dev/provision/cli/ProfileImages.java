package dev.provision.cli;

import dev.provision.containers.pull.Expansion.How;
import dev.provision.containers.pull.Explanation;
import dev.provision.containers.pull.Pull;
import dev.provision.lint.rule.ImageJudge;
import dev.provision.lint.rule.ImageVerdict;
import dev.provision.lint.rule.ImageVerdict.Kind;
import dev.provision.profile.Profile;
import java.util.Optional;

/** Judges images for lint as {@code provision explain} would. */
record ProfileImages(PullRules rules) implements ImageJudge {

  static ProfileImages of(Profile profile) {
    return new ProfileImages(PullRules.ofProfile(profile, PullRules.PODMAN));
  }

  @Override
  public ImageVerdict judge(String image) {
    Explanation explained =
        Explanation.of(rules.registries(), rules.policy(), rules.source().podman(), image);
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
