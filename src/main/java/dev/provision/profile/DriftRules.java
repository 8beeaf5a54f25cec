package dev.provision.profile;

import dev.provision.profile.Drift.Tolerance;

/** Tolerances that say nothing. */
final class DriftRules {
  private DriftRules() {}

  static void check(Profile profile, Problems problems) {
    Rules.refuseRepeats(
        profile.drift().tolerate().stream().map(Tolerance::toString).toList(),
        KeyPath.of("drift").key("tolerate"),
        problems);
  }
}
