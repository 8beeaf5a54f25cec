package dev.provision.profile;

import java.util.HashSet;
import java.util.List;

/** What must hold among the values of a profile, beyond the shape of each. */
final class Rules {
  private Rules() {}

  static void check(Profile profile, Problems problems) {
    AgentRules.check(profile, problems);
    EnvironmentRules.check(profile, problems);
    PackagesRules.check(profile, problems);
    RepositoryRules.check(profile, problems);
    RegistriesRules.check(profile, problems);
    RedirectRules.check(profile, problems);
    PolicyRules.check(profile, problems);
    SignedRules.check(profile, problems);
    ContainersRules.check(profile, problems);
    VolumeRules.check(profile, problems);
    ImagesRules.check(profile, problems);
    ExtraRules.check(profile, problems);
    HostRules.check(profile, problems);
    UnitRules.check(profile, problems);
    VerificationRules.check(profile, problems);
    DriftRules.check(profile, problems);
  }

  /** A list in which a value stands twice. */
  static void refuseRepeats(List<String> values, KeyPath path, Problems problems) {
    var seen = new HashSet<String>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        problems.add(
            path.at(i), Quoted.value(values.get(i)) + " stands here twice", "remove one of them");
      }
    }
  }
}
