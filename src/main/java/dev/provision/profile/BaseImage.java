package dev.provision.profile;

import dev.provision.containers.reference.Reference;
import java.util.Optional;

/**
 * An image that pipelines build on. A copy that nobody refreshes is how old vulnerabilities are
 * built in again, so it is compared with what the registry has.
 */
public record BaseImage(
    @Key(
            doc = "The image as a Dockerfile names it, with registry and tag.",
            example = "\"docker.io/library/alpine:3.20\"")
        @Text(Format.BASE_IMAGE)
        String name,
    @Key(
            doc =
                "The digest that it must have; without it, the one that the registry has under the"
                    + " tag at the time.",
            example = "\"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"")
        @Text(Format.DIGEST)
        Optional<String> digest) {

  /** The name without its tag. */
  public String repository() {
    return Reference.parse(name).map(Reference::name).orElse(name);
  }

  /** What to ask a registry for: by digest where there is one, which it then cannot change. */
  public String reference() {
    return digest.map(it -> repository() + "@" + it).orElse(name);
  }
}
