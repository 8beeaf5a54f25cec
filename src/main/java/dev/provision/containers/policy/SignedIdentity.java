package dev.provision.containers.policy;

import dev.provision.containers.reference.Reference;
import java.util.Optional;

/**
 * For which name a signature must have been made; policy_reference_match.go in containers/image.
 *
 * @param name the reference, the repository or the prefix that the kind takes, else empty
 * @param signedName what stands in the prefix's place
 */
public record SignedIdentity(Kind kind, String name, String signedName) {
  /** Where a requirement names none. */
  static final SignedIdentity DEFAULT = new SignedIdentity(Kind.MATCH_REPO_DIGEST_OR_EXACT, "", "");

  /** How the names are compared. */
  public enum Kind {
    MATCH_EXACT,
    MATCH_REPO_DIGEST_OR_EXACT,
    MATCH_REPOSITORY,
    EXACT_REFERENCE,
    EXACT_REPOSITORY,
    REMAP_IDENTITY
  }

  /** The name of a signature that counts, without a tag where any does; nothing where none can. */
  public Optional<String> wanted(Reference image) {
    Reference pulled = image.pulled();
    return switch (kind) {
      case MATCH_EXACT -> Optional.of(pulled.toString());
      case MATCH_REPO_DIGEST_OR_EXACT -> Optional.of(orRepository(pulled));
      case MATCH_REPOSITORY -> Optional.of(pulled.name());
      case EXACT_REFERENCE -> Reference.normalized(name).map(Reference::toString);
      case EXACT_REPOSITORY -> Reference.normalized(name).map(Reference::name);
      case REMAP_IDENTITY -> remapped(pulled).map(SignedIdentity::orRepository);
    };
  }

  /** Whether a signature for a name makes an image acceptable. */
  public boolean accepts(Reference image, String signed) {
    Optional<Reference> signature = Reference.normalized(signed);
    Optional<Reference> wanted = wanted(image).flatMap(Reference::normalized);
    if (signature.isEmpty() || wanted.isEmpty()) {
      return false;
    }
    boolean repository = kind == Kind.MATCH_REPOSITORY || kind == Kind.EXACT_REPOSITORY;
    return isNameOnly(wanted.get())
        ? signature.get().name().equals(wanted.get().name())
            && (repository || !isNameOnly(signature.get()))
        : signature.get().equals(wanted.get());
  }

  /** Signatures seldom name a digest, so by digest the repository is enough. */
  private static String orRepository(Reference image) {
    return image.digest().isPresent() ? image.name() : image.toString();
  }

  private Optional<Reference> remapped(Reference image) {
    String text = image.toString();
    boolean within =
        text.startsWith(name)
            && (text.length() == name.length() || ":/@".indexOf(text.charAt(name.length())) >= 0);
    return within
        ? Reference.hosted(signedName + text.substring(name.length()))
        : Optional.of(image);
  }

  private static boolean isNameOnly(Reference it) {
    return it.tag().isEmpty() && it.digest().isEmpty();
  }
}
