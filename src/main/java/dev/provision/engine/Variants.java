package dev.provision.engine;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for each podman, as one list of steps in which each podman finds its own, in
 * their order.
 *
 * @param all in the order of their versions, each up to the next
 */
record Variants(List<Variant> all) {
  Variants {
    all = List.copyOf(all);
  }

  /** What is to be done for the versions from one on. */
  record Variant(PodmanVersion from, List<Step> steps) {
    Variant {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step at its place.
   *
   * @param takers numbers of the variants that have it there
   */
  private record Place(Step step, BitSet takers) {}

  /** What one has and another has not comes behind the step that it follows there. */
  List<Act> acts() {
    var places = new ArrayList<Place>();
    for (int i = 0; i < all.size(); i++) {
      int next = 0;
      for (Step step : all.get(i).steps()) {
        int there = next;
        while (there < places.size() && !places.get(there).step().equals(step)) {
          there++;
        }
        if (there == places.size()) {
          there = next;
          places.add(there, new Place(step, new BitSet()));
        }
        places.get(there).takers().set(i);
        next = there + 1;
      }
    }
    return places.stream().flatMap(place -> stretches(place).stream()).toList();
  }

  /** One for each stretch of versions that take the step. */
  private List<Act> stretches(Place place) {
    BitSet takers = place.takers();
    if (takers.cardinality() == all.size()) {
      return List.of(Act.always(place.step()));
    }
    var acts = new ArrayList<Act>();
    for (int first = takers.nextSetBit(0); first >= 0; ) {
      int end = takers.nextClearBit(first);
      Optional<PodmanVersion> before =
          end < all.size() ? Optional.of(all.get(end).from()) : Optional.empty();
      acts.add(Act.of(place.step(), all.get(first).from(), before));
      first = takers.nextSetBit(end);
    }
    return acts;
  }
}
