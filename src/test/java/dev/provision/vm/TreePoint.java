package dev.provision.vm;

import dev.provision.engine.Engine;
import dev.provision.engine.Generations;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.transport.Transport;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where a tree is hit, and by what.
 *
 * @param number of a command, or of a step where the client is hit
 * @param before what would come next
 */
record TreePoint(Journey journey, Fault fault, int number, String before) {
  static final Profile RUNNER = ProfileLoader.load("ado-runner", List.of());
  static final Profile STRICT = ProfileLoader.load("ado-runner-strict", List.of());

  /** What happens at a point. */
  enum Fault {
    SHELL_KILLED("kill -9 $$; exec false"),
    DISK_FULL(
        "mkdir /filler; for size in 1M 4k 512; do command cat /dev/zero | dd bs=$size of=/filler/$size;"
            + " done; n=0; while echo full >/filler/$((n += 1)); do :; done; true"),
    READ_ONLY(
        "for top in etc home usr var; do mount --bind /$top /$top; mount -o remount,bind,ro /$top;"
            + " done"),
    CLIENT_KILLED(""),
    CLIENT_INTERRUPTED("");

    final String strike;

    Fault(String strike) {
      this.strike = strike;
    }

    /** Of the process that people start; the host's program goes on until it notices. */
    boolean isOfClient() {
      return strike.isEmpty();
    }
  }

  /** From one state to another. What was interrupted goes back to the last, or on to it. */
  enum Journey {
    FIRST_APPLY("first", "runner", "first", 0),
    SECOND_APPLY("runner", "strict", "runner", 1),
    RECOVERY("interrupted", "first", "first", 0),
    ROLLBACK_OF_ALL("strict", "first", "first", 0),
    ROLLBACK_OF_ONE("strict", "runner", "runner", 1);

    final String from;
    final String to;
    final String back;
    final int generation;

    Journey(String from, String to, String back, int generation) {
      this.from = from;
      this.to = to;
      this.back = back;
      this.generation = generation;
    }

    boolean isApply() {
      return this == FIRST_APPLY || this == SECOND_APPLY;
    }

    void travel(Transport transport) {
      switch (this) {
        case FIRST_APPLY -> apply(RUNNER, transport);
        case SECOND_APPLY -> apply(STRICT, transport);
        case ROLLBACK_OF_ONE -> rollBack(OptionalInt.empty(), transport);
        default -> rollBack(OptionalInt.of(0), transport);
      }
    }

    Profile profile() {
      return this == SECOND_APPLY || this == ROLLBACK_OF_ONE ? STRICT : RUNNER;
    }
  }

  @Override
  public String toString() {
    return "%s %s %d: %.100s".formatted(journey, fault, number, before);
  }

  static void apply(Profile profile, Transport transport) {
    new Engine(profile, Maker.current(), transport, Progress.NONE, List.of()).apply();
  }

  static void rollBack(OptionalInt to, Transport transport) {
    new Generations(transport, Progress.NONE).rollBack(to, profile -> List.of());
  }
}
