package dev.provision.profile;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The word that was probably meant. */
final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** The candidate at the smallest edit distance, when that is small for the word's length. */
  static Optional<String> to(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int smallest = Math.max(1, word.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(fold(word), fold(candidate));
      if (distance < smallest) {
        smallest = distance;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** A remedy: the nearest candidate, or all of them. */
  static String remedy(String word, Collection<String> candidates) {
    return to(word, candidates)
        .map(candidate -> "did you mean \"" + candidate + "\"?")
        .orElseGet(() -> "use one of " + String.join(", ", candidates));
  }

  /** Case and the choice between - and _ cost nothing. */
  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Optimal string alignment: insert, delete, replace, swap neighbours. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
