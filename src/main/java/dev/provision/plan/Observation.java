package dev.provision.plan;

import java.util.HashMap;
import java.util.Map;

/** The host as it was seen: an answer for each fact that was asked. */
public record Observation(Map<Fact, Answer> answers) {
  public Observation {
    answers = Map.copyOf(answers);
  }

  /**
   * The answer to a fact.
   *
   * @throws IllegalStateException when it was never asked: a resource forgot to name the fact
   */
  public Answer answer(Fact fact) {
    Answer answer = answers.get(fact);
    if (answer == null) {
      throw new IllegalStateException("never asked: " + fact.call().function());
    }
    return answer;
  }

  /** This and what was seen a moment later, which counts where both have an answer. */
  public Observation and(Observation later) {
    var all = new HashMap<>(answers);
    all.putAll(later.answers);
    return new Observation(all);
  }
}
