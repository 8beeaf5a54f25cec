package dev.provision.containers.registries;

import dev.provision.containers.Place;
import dev.provision.containers.reference.Reference;
import dev.provision.containers.registries.Registry.Mirror;
import dev.provision.containers.registries.Registry.Pull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an image is looked for, in order; PullSourcesFromReference in containers/image.
 *
 * @param entry the entry of registries.conf that the name falls under
 * @param fault why nothing is asked at all, or empty
 */
public record Attempts(Optional<Registry> entry, List<Attempt> all, String fault) {
  public Attempts {
    all = List.copyOf(all);
  }

  /**
   * One endpoint.
   *
   * @param blocked the entry that blocks it: the physical name counts
   */
  public record Attempt(
      Reference image, boolean insecure, Optional<Registry> blocked, Optional<Place> place) {}

  /** What a configuration makes of an image. */
  public static Attempts of(RegistriesConf conf, Reference image) {
    Reference pulled = image.pulled();
    Optional<Registry> entry = conf.find(pulled.name());
    if (entry.isEmpty()) {
      return new Attempts(entry, List.of(attempt(conf, pulled, false, Optional.empty())), "");
    }
    Registry registry = entry.get();
    var all = new ArrayList<Attempt>();
    for (Mirror mirror : registry.mirrors()) {
      if (serves(registry, mirror, pulled)) {
        Optional<Reference> there = rewritten(pulled, registry.prefix(), mirror.location());
        if (there.isEmpty()) {
          return malformed(entry, mirror.location());
        }
        all.add(attempt(conf, there.get(), mirror.insecure(), Optional.of(mirror.place())));
      }
    }
    Optional<Reference> there = rewritten(pulled, registry.prefix(), registry.location());
    if (there.isEmpty()) {
      return malformed(entry, registry.location());
    }
    all.add(attempt(conf, there.get(), registry.insecure(), Optional.of(registry.place())));
    return new Attempts(entry, all, "");
  }

  /** Whether each endpoint is blocked, or there is none. */
  public boolean denied() {
    return all.stream().allMatch(it -> it.blocked().isPresent());
  }

  private static Attempts malformed(Optional<Registry> entry, String location) {
    return new Attempts(
        entry,
        List.of(),
        "rewriting reference: invalid reference format, with location " + location);
  }

  private static boolean serves(Registry registry, Mirror mirror, Reference image) {
    boolean digest = image.digest().isPresent();
    return registry.mirrorByDigestOnly()
        ? digest
        : mirror.pull() == Pull.ALL || (mirror.pull() == Pull.DIGEST_ONLY) == digest;
  }

  private static Optional<Reference> rewritten(Reference image, String prefix, String location) {
    if (location.isEmpty()) {
      return Optional.of(image);
    }
    return Reference.hosted(
        location + image.toString().substring(Prefix.length(image.name(), prefix)));
  }

  private static Attempt attempt(
      RegistriesConf conf, Reference image, boolean insecure, Optional<Place> place) {
    return new Attempt(image, insecure, conf.find(image.name()).filter(Registry::blocked), place);
  }
}
