package dev.provision.testing;

import java.util.List;
import java.util.Random;

/** A text with some of its parts lost, doubled, or strange ones between them. */
public record Mutated(List<String> pieces) {
  public Mutated {
    pieces = List.copyOf(pieces);
  }

  /** Sometimes as it was. */
  public String of(String text, Random random) {
    var mutated = new StringBuilder(text);
    for (int edits = random.nextInt(6); edits > 0 && mutated.length() > 0; edits--) {
      int at = random.nextInt(mutated.length());
      int end = Math.min(mutated.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> mutated.delete(at, end);
        case 1 -> mutated.insert(at, mutated.substring(at, end));
        case 2 ->
            mutated.setCharAt(at, (char) random.nextInt(random.nextInt(4) == 0 ? 65536 : 128));
        default -> mutated.insert(at, pieces.get(random.nextInt(pieces.size())));
      }
    }
    return mutated.toString();
  }
}
