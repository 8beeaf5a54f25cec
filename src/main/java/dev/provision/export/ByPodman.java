package dev.provision.export;

import dev.provision.containers.PodmanVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A value with the podmans that it is for.
 *
 * @param since the first of them
 * @param before the first that it is no longer for; above all versions when it is for all to come
 */
record ByPodman<T>(T value, String since, String before) {
  private static final String NEVER = "999";

  /** Every value of every podman, once for each row of podmans that have it. */
  static <S, T> List<ByPodman<T>> of(
      NavigableMap<PodmanVersion, S> states, Function<S, Stream<T>> values) {
    var all = new ArrayList<ByPodman<T>>();
    states.forEach(
        (podman, state) -> {
          PodmanVersion next = states.higherKey(podman);
          String before = next == null ? NEVER : next.toString();
          values
              .apply(state)
              .forEach(
                  value -> {
                    int same = find(all, value, podman.toString());
                    if (same < 0) {
                      all.add(new ByPodman<>(value, podman.toString(), before));
                    } else {
                      all.set(same, new ByPodman<>(value, all.get(same).since(), before));
                    }
                  });
        });
    return List.copyOf(all);
  }

  /** The value that ends where this version begins. */
  private static <T> int find(List<ByPodman<T>> all, T value, String since) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).before().equals(since) && all.get(i).value().equals(value)) {
        return i;
      }
    }
    return -1;
  }
}
