package dev.provision.containers.pull;

import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.policy.PolicyFile.Decision;
import dev.provision.containers.reference.Reference;
import dev.provision.containers.registries.Attempts;
import dev.provision.containers.registries.RegistriesConf;

/**
 * What becomes of one image that is not in the store yet. The policy judges the name, wherever it
 * is fetched from, and only when something was fetched.
 */
public record Pull(Reference image, Attempts attempts, Decision decision) {

  /** How it can end. */
  public enum Outcome {
    ALLOWED,
    /** If it has the signature that is required. */
    SIGNED,
    /** By the policy. */
    REJECTED,
    /** Everywhere that it could be fetched from. */
    BLOCKED,
    /** No place can be made of its name and the location. */
    FAILED
  }

  static Pull of(RegistriesConf conf, PolicyFile policy, Reference image) {
    return new Pull(image, Attempts.of(conf, image), policy.decide(image));
  }

  /** How it ends, as far as can be known here. */
  public Outcome outcome() {
    if (!attempts.fault().isEmpty()) {
      return Outcome.FAILED;
    }
    if (attempts.denied()) {
      return Outcome.BLOCKED;
    }
    if (decision.requirements().denial().isPresent()) {
      return Outcome.REJECTED;
    }
    return decision.requirements().signatures().isEmpty() ? Outcome.ALLOWED : Outcome.SIGNED;
  }

  /** Whether it could be used at all. */
  public boolean possible() {
    return outcome() == Outcome.ALLOWED || outcome() == Outcome.SIGNED;
  }
}
