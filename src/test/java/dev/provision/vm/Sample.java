package dev.provision.vm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A random choice that can be made again: {@code -Dseed=N}. Without that it is the same each time:
 * a build that fails must fail again. {@code make faults} makes another one each day.
 */
final class Sample {
  static final long SEED = Long.getLong("seed", 20779);

  private Sample() {}

  /**
   * Some of all, in random order, the slow ones last.
   *
   * @param property the system property that says how many; all where it is not set
   */
  static <T> Stream<T> of(String property, List<T> quick, List<T> slow) {
    int limit = Integer.getInteger(property, Integer.MAX_VALUE);
    System.out.println(
        property
            + ": "
            + Math.min(limit, quick.size() + slow.size())
            + " of "
            + (quick.size() + slow.size())
            + ", seed "
            + SEED);
    return Stream.concat(shuffled(quick), shuffled(slow)).limit(limit);
  }

  private static <T> Stream<T> shuffled(List<T> all) {
    var some = new ArrayList<>(all);
    Collections.shuffle(some, new Random(SEED));
    return some.stream();
  }
}
