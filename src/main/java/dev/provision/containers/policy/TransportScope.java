package dev.provision.containers.policy;

import dev.provision.containers.reference.Reference;
import java.util.regex.Pattern;

/** ValidatePolicyConfigurationScope of each transport in containers/image. */
final class TransportScope {
  private static final Pattern ATOMIC =
      Pattern.compile("[^/]*+(?:/[^:/]*+(?:/[^:/]*+(?::[^:/]*+)?)?)?");
  private static final Pattern OCI_IMAGE = Pattern.compile("[A-Za-z0-9._/@:-]*+");
  private static final Pattern DIGEST =
      Pattern.compile("sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}");

  private TransportScope() {}

  /** Of a transport that nobody knows anything is a scope; of each the empty one. */
  static boolean isSound(String transport, String scope) {
    if (scope.isEmpty()) {
      return true;
    }
    return switch (transport) {
      case "dir", "sif" -> isFolder(scope);
      case "oci", "oci-archive" -> isLayout(scope);
      case "docker-archive", "tarball" -> false;
      case "docker-daemon" -> !DIGEST.matcher(scope).matches();
      case "atomic" -> ATOMIC.matcher(scope).matches();
      case "containers-storage" -> isStore(scope);
      default -> true;
    };
  }

  /** Absolute and without detours; the root itself would be everything. */
  private static boolean isFolder(String path) {
    return path.startsWith("/")
        && !path.equals("/")
        && !path.endsWith("/")
        && !path.contains("//")
        && !("/" + path + "/").contains("/./")
        && !("/" + path + "/").contains("/../");
  }

  private static boolean isLayout(String scope) {
    int colon = scope.indexOf(':');
    return colon < 0
        ? isFolder(scope)
        : isFolder(scope.substring(0, colon))
            && OCI_IMAGE.matcher(scope.substring(colon + 1)).matches();
  }

  private static boolean isStore(String scope) {
    int end = scope.indexOf(']');
    if (!scope.startsWith("[") || end < 2) {
      return false;
    }
    String store = scope.substring(1, end);
    int at = store.indexOf('@');
    return at != 0
        && store.startsWith("/", at + 1)
        && (end + 1 == scope.length() || isImage(scope.substring(end + 1)));
  }

  /** A name, then perhaps a digest, then perhaps the image's own identifier. */
  private static boolean isImage(String text) {
    String[] parts = text.split("@", 3);
    boolean named = Reference.normalized(parts[0]).isPresent();
    return switch (parts.length) {
      case 1 -> named;
      case 2 -> (named || parts[0].isEmpty()) && (isDigest(parts[1]) || isIdentifier(parts[1]));
      default -> named && isDigest(parts[1]) && isIdentifier(parts[2]);
    };
  }

  private static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  private static boolean isIdentifier(String text) {
    return isDigest("sha256:" + text);
  }
}
