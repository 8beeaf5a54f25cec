package dev.provision.engine;

import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every managed thing is as the profile wants it: content, owners, modes, what runs. */
record InSync(Profile profile, Maker maker) implements Check {
  static final String ID = "state";
  private static final String JOURNAL = "journal";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String why() {
    return "what works today although it differs may be gone after the next boot or upgrade";
  }

  @Override
  public List<Fact> facts() {
    return Comparison.facts(profile);
  }

  @Override
  public List<Finding> judge(Observation host) {
    Comparison comparison = Comparison.of(profile, maker, host);
    Map<String, Change> changes =
        comparison.inspection().plan().changes().stream()
            .collect(Collectors.toMap(Change::resource, Function.identity(), (a, b) -> a));
    return Stream.concat(
            underWay(comparison).stream(),
            comparison.desired().all().stream()
                .map(resource -> finding(resource.id(), changes.get(resource.id()))))
        .toList();
  }

  /** What is the matter when half of an apply may be there. */
  static Optional<Finding> underWay(Comparison comparison) {
    String expected = "no apply under way";
    return comparison
        .interrupted()
        .map(
            what ->
                Finding.failed(
                    ID,
                    JOURNAL,
                    expected,
                    "an earlier " + what + " was interrupted",
                    "run provision apply, which ends it first"))
        .or(
            () ->
                comparison
                    .busy()
                    .map(
                        who ->
                            Finding.unknown(
                                ID, JOURNAL, expected, "one is at work: " + who, "verify again")));
  }

  private static Finding finding(String resource, Change change) {
    return change == null
        ? Finding.passed(ID, resource, "as in the profile")
        : Finding.failed(
            ID, resource, "as in the profile", change.summary(), "run provision apply");
  }
}
