package dev.provision.plan;

import java.util.List;

/**
 * A question to the host: a call that prints its answer and changes nothing.
 *
 * @param viewer in whose place the question is asked
 */
public record Fact(Call call, Viewer viewer) {

  /** Whose eyes see the host. */
  public enum Viewer {
    ROOT,
    /** The agent's account, in the environment that a pipeline's step gets. */
    STEP
  }

  /** A question that root asks. */
  public static Fact asRoot(Fragment fragment, String function, String... arguments) {
    return new Fact(new Call(fragment, function, List.of(arguments)), Viewer.ROOT);
  }

  /** A question that a pipeline's step asks. */
  public static Fact asStep(Fragment fragment, String function, String... arguments) {
    return new Fact(new Call(fragment, function, List.of(arguments)), Viewer.STEP);
  }
}
