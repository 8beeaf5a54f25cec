package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Policy.SignatureType;
import dev.provision.profile.Policy.Signed;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.Redirect;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where podman looks for sigstore signatures: off unless registries.d says so, and asked for the
 * <em>physical</em> name, behind the redirects. containers-registries.d(5).
 *
 * @param namespaces sorted; empty when nothing is sigstore-signed
 */
public record SigstoreAttachments(List<String> namespaces) {
  private static final PodmanVersion SINCE = new PodmanVersion(4, 2, 0);

  static SigstoreAttachments of(Profile profile, Target target) {
    var namespaces = new TreeSet<String>();
    profile.policy().signed().stream()
        .filter(signed -> signed.type() == SignatureType.SIGSTORE_SIGNED && target.takes(SINCE))
        .map(Signed::scope)
        .forEach(
            scope -> {
              namespaces.add(scope);
              profile.registries().redirects().stream()
                  .flatMap(redirect -> physical(scope, redirect))
                  .forEach(namespaces::add);
            });
    return new SigstoreAttachments(List.copyOf(namespaces));
  }

  boolean any() {
    return !namespaces.isEmpty();
  }

  private static Stream<String> physical(String scope, Redirect redirect) {
    Stream<String> places =
        Stream.concat(
                redirect.mirrors().stream().map(Mirror::location), Stream.of(redirect.location()))
            .filter(location -> !location.isEmpty());
    if (covers(redirect.prefix(), scope)) {
      return places.map(location -> location + scope.substring(redirect.prefix().length()));
    }
    return covers(scope, redirect.prefix()) ? places : Stream.empty();
  }

  private static boolean covers(String prefix, String name) {
    return name.equals(prefix) || name.startsWith(prefix + "/") || name.startsWith(prefix + ":");
  }
}
