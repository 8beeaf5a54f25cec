package dev.provision.lint.rule;

import java.util.Optional;

/** Images that the profile's policy denies. */
public final class ImagePolicyRule extends ImageRule {
  public ImagePolicyRule(ImageJudge judge) {
    super(judge);
  }

  @Override
  public RuleText text() {
    return new RuleText(
        "image-policy",
        "the profile's policy judges the name as it is written here, before any redirect",
        "https://github.com/containers/image/blob/main/docs/containers-policy.json.5.md",
        "name an image that the policy allows, or add its prefix to policy.allow of the profile");
  }

  @Override
  Optional<String> message(String image, ImageVerdict verdict) {
    return verdict.kind() == ImageVerdict.Kind.DENIED
        ? Optional.of(image + " is denied: " + verdict.detail())
        : Optional.empty();
  }
}
