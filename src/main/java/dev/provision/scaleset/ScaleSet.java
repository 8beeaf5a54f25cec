package dev.provision.scaleset;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.profile.Profile;
import dev.provision.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The script enableagent.sh, which the scale set's extension runs as root on every instance, as far
 * as a profile meets it: what it adds, and what it makes of things that a profile manages.
 */
public final class ScaleSet {
  /** The account that the script makes and looks for. */
  static final String ACCOUNT = "AzDevOps";

  /** The folder that the script opens, with all that is below. */
  static final String HOMES = "/home";

  private ScaleSet() {}

  /** What must be asked for {@link #extras}. */
  public static List<Fact> facts(Profile profile) {
    return traces(profile).stream().flatMap(trace -> trace.facts().stream()).distinct().toList();
  }

  /** What stands on the host beyond the profile. */
  public static List<Extra> extras(Profile profile, Observation host) {
    return traces(profile).stream().flatMap(trace -> trace.extras(host).stream()).toList();
  }

  /** Which of some tolerances explains all of a managed thing's difference, if one does. */
  public static Optional<Tolerance> explains(
      List<Tolerance> tolerated, Resource desired, Observation host) {
    return tolerated.stream()
        .filter(
            tolerance ->
                Effect.of(tolerance, desired)
                    .filter(after -> after.change(host).isEmpty())
                    .isPresent())
        .findFirst();
  }

  private static List<Trace> traces(Profile profile) {
    return List.of(
        new SudoersLine(profile.agent()),
        new SudoRules(profile.agent()),
        new FurtherGroups(profile.agent()),
        new HomeAccess(profile.agent()),
        new AgentFolder());
  }
}
