package dev.provision.resource;

import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that runs or is set on the host: one question, a judgement of the answer, and one step
 * that brings it about.
 *
 * @param asDesired judges the answer
 * @param hindrance judges the answer too: what on the host forbids this
 * @param summary of the change, for people
 * @param ahead noted before files are touched, so taken back after them
 */
record HostState(
    String id,
    Fact fact,
    Predicate<Answer> asDesired,
    Function<Answer, Optional<Conflict>> hindrance,
    String summary,
    List<Step> ahead,
    Step step)
    implements Resource {

  /** A state that nothing forbids. */
  HostState(String id, Fact fact, Predicate<Answer> asDesired, String summary, Step step) {
    this(id, fact, asDesired, answer -> Optional.empty(), summary, List.of(), step);
  }

  @Override
  public Optional<Conflict> conflict(Observation host) {
    return hindrance.apply(host.answer(fact));
  }

  @Override
  public List<Fact> facts() {
    return List.of(fact);
  }

  @Override
  public Optional<Change> change(Observation host) {
    return asDesired.test(host.answer(fact))
        ? Optional.empty()
        : Optional.of(
            new Change(
                id, Kind.UPDATE, summary, Optional.empty(), ahead, List.of(step), List.of()));
  }
}
