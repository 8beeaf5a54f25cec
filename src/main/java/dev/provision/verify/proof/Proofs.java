package dev.provision.verify.proof;

import dev.provision.profile.Profile;
import dev.provision.verify.Proof;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The list of proofs: a new one is a class and a line here. */
public final class Proofs {
  private static final List<Function<Profile, Optional<Proof>>> LIST =
      List.of(
          PolicyProof::of,
          RedirectProof::of,
          ArgumentsProof::of,
          BuildProof::of,
          ApiProof::of,
          JobProof::alone,
          JobProof::withSocket,
          LimitsProof::command,
          LimitsProof::api);

  private Proofs() {}

  /** What a profile implies; never empty. */
  public static List<Proof> forProfile(Profile profile) {
    return LIST.stream().map(proof -> proof.apply(profile)).flatMap(Optional::stream).toList();
  }
}
