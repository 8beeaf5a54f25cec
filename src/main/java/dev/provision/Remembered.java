package dev.provision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Results of a function that gives the same for the same, those asked for last: the hosts of a
 * fleet are asked the same and compared with few desired states, and to make these costs more than
 * to use them.
 */
public final class Remembered<K, V> {
  private final Map<K, V> results;

  /**
   * @param most how many are kept
   */
  public Remembered(int most) {
    results =
        new LinkedHashMap<>(most, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  /** Who asks for what another is working out waits for it. */
  public synchronized V of(K key, Function<K, V> function) {
    V known = results.get(key);
    if (known == null) {
      known = function.apply(key);
      results.put(key, known);
    }
    return known;
  }
}
