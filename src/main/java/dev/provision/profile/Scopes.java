package dev.provision.profile;

import dev.provision.containers.policy.ScopeLadder;
import dev.provision.containers.registries.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a policy says of names of the docker transport, before a tag is known; PolicyContext in
 * containers/image, docker/policyconfiguration/naming.go.
 */
final class Scopes {
  private final List<String> open = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final boolean fallback;

  Scopes(Policy policy) {
    open.addAll(policy.allow().getOrDefault("docker", List.of()));
    policy.signed().forEach(signed -> open.add(signed.scope()));
    closed.addAll(policy.reject().getOrDefault("docker", List.of()));
    fallback = policy.fallback() == Policy.Verdict.ACCEPT;
  }

  /** Whether any image whose name starts with {@code prefix} could be used. */
  boolean opensSome(String prefix) {
    return opens(prefix) || open.stream().anyMatch(scope -> isBeneath(scope, prefix));
  }

  /** Whether an image could be pulled: its tag or digest may be a scope, too. */
  boolean opensImage(BaseImage image) {
    String reference = image.reference();
    return open.contains(reference) || !closed.contains(reference) && opens(image.repository());
  }

  /** The most specific scope decides; then the default. */
  private boolean opens(String prefix) {
    return ScopeLadder.of(prefix).stream()
        .filter(scope -> open.contains(scope) || closed.contains(scope))
        .findFirst()
        .map(open::contains)
        .orElse(fallback);
  }

  private static boolean isBeneath(String scope, String prefix) {
    if (prefix.startsWith("*.")) {
      String host = scope.replaceFirst("[:/@].*", "");
      return host.endsWith(prefix.substring(1));
    }
    return Prefix.matches(scope, prefix);
  }

  /** A problem text where nothing under a prefix could be used. */
  Optional<String> closes(String prefix) {
    return opensSome(prefix)
        ? Optional.empty()
        : Optional.of(
            "the policy rejects every name under "
                + prefix
                + "; it judges the name as the user wrote it, before redirects");
  }
}
