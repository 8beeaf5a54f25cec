package dev.provision.profile;

import dev.provision.containers.registries.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Images that can be pulled under the name that they are given. */
final class ImagesRules {
  private static final KeyPath IMAGES = KeyPath.of("images");

  /** With 10 s for each, two at once, a step's time is long enough for all. */
  private static final int MOST = 32;

  private ImagesRules() {}

  static void check(Profile profile, Problems problems) {
    List<String> names = profile.images().stream().map(BaseImage::name).toList();
    if (names.size() > MOST) {
      problems.add(
          IMAGES,
          "are "
              + names.size()
              + ", and for each its registry is asked whenever the host is looked at",
          "keep the " + MOST + " that jobs wait for most");
    }
    var scopes = new Scopes(profile.policy());
    for (int i = 0; i < names.size(); i++) {
      BaseImage image = profile.images().get(i);
      KeyPath at = IMAGES.at(i).key("name");
      if (!Format.BASE_IMAGE.matches(image.name())) {
        // That is told already.
        continue;
      }
      if (names.indexOf(image.name()) < i) {
        problems.add(at, Quoted.value(image.name()) + " stands here twice", "remove one of them");
      }
      if (!named(image, at, problems)) {
        continue;
      }
      blocked(image, profile.registries())
          .ifPresent(
              prefix ->
                  problems.add(
                      at,
                      "registries.blocked has " + Quoted.value(prefix) + ", so nobody can pull it",
                      "remove one of the two"));
      if (!scopes.opensImage(image)) {
        problems.add(
            at,
            "the policy rejects " + Quoted.value(image.reference()),
            "add \"" + image.repository() + "\" to policy.allow.docker, or remove it here");
      }
    }
  }

  /** Whether podman takes the name for what it says. */
  private static boolean named(BaseImage image, KeyPath at, Problems problems) {
    String registry = image.name().substring(0, image.name().indexOf('/'));
    if (!registry.contains(".") && !registry.contains(":") && !registry.equals("localhost")) {
      problems.add(
          at,
          Quoted.value(image.name()) + " names no registry, so where it comes from is not certain",
          "write it with its registry, docker.io/library/alpine:3.20");
      return false;
    }
    Optional<NameFault> fault = NameFault.ofScope(image.name());
    fault.ifPresent(it -> it.tell(image.name(), at, problems));
    return fault.isEmpty();
  }

  /** The entry with the longest prefix decides; a redirect's may be longer than a block's. */
  private static Optional<String> blocked(BaseImage image, Registries registries) {
    List<String> prefixes =
        Stream.concat(
                registries.blocked().stream(),
                registries.redirects().stream().map(Registries.Redirect::prefix))
            .toList();
    return Prefix.longest(image.name(), prefixes).filter(registries.blocked()::contains);
  }
}
