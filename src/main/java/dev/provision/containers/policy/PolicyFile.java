package dev.provision.containers.policy;

import dev.provision.containers.Place;
import dev.provision.containers.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy.json; signature/policy_types.go in containers/image. */
public record PolicyFile(Requirements fallback, Map<String, Map<String, Requirements>> transports) {

  /** What an image must fulfil, all of it. */
  public record Requirements(Place place, List<Requirement> all) {
    public Requirements {
      all = List.copyOf(all);
    }

    /** The requirement that no image fulfils. */
    public Optional<Requirement> denial() {
      return all.stream().filter(Requirement::denies).findFirst();
    }

    /** Requirements of a signature, which only the registry can answer. */
    public List<Requirement> signatures() {
      return all.stream().filter(Requirement::asksForSignature).toList();
    }
  }

  /**
   * One requirement.
   *
   * @param identity for which name a signature must be, where one is required
   */
  public record Requirement(String type, Place place, SignedIdentity identity) {
    /** Whether a signature fulfils it, which only the registry can show. */
    public boolean asksForSignature() {
      return type.equals("signedBy") || type.equals("sigstoreSigned");
    }

    /** signedBaseLayer is not implemented in any version: it always fails. */
    boolean denies() {
      return type.equals("reject") || type.equals("signedBaseLayer");
    }
  }

  /**
   * The requirements that count, alone.
   *
   * @param scope the transport's scope, or {@code default}
   */
  public record Decision(String scope, Requirements requirements) {}

  /** What counts for an image of a registry, by the name that the user meant. */
  public Decision decide(Reference image) {
    Map<String, Requirements> scopes = transports.getOrDefault("docker", Map.of());
    return ladder(image.pulled()).stream()
        .filter(scopes::containsKey)
        .findFirst()
        .map(scope -> new Decision("docker:" + scope, scopes.get(scope)))
        .orElse(new Decision("default", fallback));
  }

  /** From the whole name to the whole transport; docker/policyconfiguration/naming.go. */
  private static List<String> ladder(Reference image) {
    var scopes = new ArrayList<String>();
    scopes.add(image.toString());
    scopes.addAll(ScopeLadder.of(image.name()));
    return scopes;
  }
}
