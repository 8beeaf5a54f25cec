package dev.provision.containers.pull;

import dev.provision.containers.Place;
import dev.provision.containers.reference.Reference;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.RegistriesConf.Alias;
import dev.provision.containers.registries.RegistriesConf.Mode;
import dev.provision.containers.registries.RegistriesConf.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a name that somebody wrote means; Resolve in pkg/shortnames of containers/image.
 *
 * @param names tried in turn until one is there
 * @param place what decided; empty where the name says all itself, or nothing does
 */
public record Expansion(List<Reference> names, Optional<Place> place, How how) {
  public Expansion {
    names = List.copyOf(names);
  }

  /** Why it means that. */
  public enum How {
    /** The name has a registry. */
    FULL,
    ALIAS,
    /** Of each registry that is searched. */
    SEARCH,
    /** The docker API takes every short name for Docker Hub's, from podman 4.0 on. */
    HUB,
    /** Neither alias nor registry to search. */
    NOWHERE,
    /** Several could be meant, and a pipeline has no terminal to ask at. */
    UNCLEAR,
    /** It is no name. */
    MALFORMED
  }

  /** For podman itself, and so for the wrapper that pipelines call docker. */
  static Expansion of(RegistriesConf conf, String written) {
    Optional<Reference> normalized = Reference.normalized(written);
    if (normalized.isEmpty()) {
      return new Expansion(List.of(), Optional.empty(), How.MALFORMED);
    }
    Reference name = normalized.get();
    if (!Reference.isShort(written)) {
      return new Expansion(List.of(name), Optional.empty(), How.FULL);
    }
    Optional<Alias> alias = conf.alias(withoutTag(written));
    Optional<Reference> target = alias.flatMap(it -> Reference.normalized(it.name()));
    if (target.isPresent()) {
      Reference it = target.get();
      return new Expansion(
          List.of(new Reference(it.domain(), it.path(), name.tag(), name.digest())),
          alias.map(Alias::place),
          How.ALIAS);
    }
    return searched(conf, written);
  }

  private static Expansion searched(RegistriesConf conf, String written) {
    var names = new ArrayList<Reference>();
    for (String registry : conf.search().map(Search::registries).orElse(List.of())) {
      Reference.normalized(registry + "/" + written).ifPresent(names::add);
    }
    Optional<Place> place = conf.search().map(Search::place);
    if (names.size() > 1 && conf.mode().filter(Mode.ENFORCING::equals).isPresent()) {
      return new Expansion(List.of(), place, How.UNCLEAR);
    }
    return new Expansion(names, place, names.isEmpty() ? How.NOWHERE : How.SEARCH);
  }

  /** For a client of the docker API that asks for what is no full name. */
  static Expansion ofHub(String written) {
    return Reference.normalized(written)
        .map(it -> new Expansion(List.of(it), Optional.empty(), How.HUB))
        .orElseGet(() -> new Expansion(List.of(), Optional.empty(), How.MALFORMED));
  }

  private static String withoutTag(String written) {
    return written.replaceFirst("@.*", "").replaceFirst(":[^/]*$", "");
  }
}
