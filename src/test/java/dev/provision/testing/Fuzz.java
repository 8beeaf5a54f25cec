package dev.provision.testing;

import java.util.function.LongConsumer;

/**
 * How much is tried: {@code -Dfuzz.cases=N}, or {@code -Dfuzz.seconds=N}, else a little. What fails
 * names its seed.
 */
public final class Fuzz {
  private Fuzz() {}

  /** Tries seeds from 1 on. */
  public static void seeds(int few, LongConsumer attempt) {
    long seconds = Long.getLong("fuzz.seconds", 0);
    long cases = seconds > 0 ? Long.MAX_VALUE : Integer.getInteger("fuzz.cases", few);
    long end = System.nanoTime() + seconds * 1_000_000_000;
    for (long seed = 1; seed <= cases && (seconds == 0 || System.nanoTime() < end); seed++) {
      try {
        attempt.accept(seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
  }
}
