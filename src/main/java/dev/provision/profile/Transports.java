package dev.provision.profile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Transports and the scopes that each of them takes; containers-policy.json(5). */
final class Transports {
  /** Without ostree, which no podman of Debian or Ubuntu is built with. */
  static final List<String> NAMES =
      List.of(
          "docker",
          "atomic",
          "containers-storage",
          "dir",
          "docker-archive",
          "docker-daemon",
          "oci",
          "oci-archive",
          "sif",
          "tarball");

  private static final Pattern STORE =
      Pattern.compile("\\[(?:[a-z0-9]+@)?/[^\\[\\]+]*](?:[^\\s]*)");

  private Transports() {}

  /** Why a scope never matches, or makes podman refuse the file. */
  static Optional<NameFault> fault(String transport, String scope) {
    if (scope.isEmpty()) {
      return Optional.empty();
    }
    return switch (transport) {
      case "docker", "atomic" -> NameFault.ofScope(scope);
      case "docker-daemon" -> Optional.empty();
      case "containers-storage" ->
          STORE.matcher(scope).matches()
              ? Optional.empty()
              : refused(
                  "is not a scope of containers-storage", "write \"\", or \"[overlay@/PATH]\"");
      case "dir", "oci", "oci-archive", "sif" ->
          Format.PATH.matches(scope)
              ? Optional.empty()
              : refused("is not a scope of " + transport, "write \"\", or an absolute path");
      default -> refused("is a scope, and " + transport + " has none", "write \"\"");
    };
  }

  private static Optional<NameFault> refused(String message, String remedy) {
    return Optional.of(new NameFault(message, remedy));
  }
}
