package dev.provision.engine;

import dev.provision.plan.Records.Entry;
import dev.provision.plan.Step;
import dev.provision.transport.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How a program that changes a host ended, as its records tell. */
final class Ending {
  private static final String NEXT = "the next apply or rollback there ends it";

  private String busy;
  private String hindered;
  private String failure;
  private String broken;
  private OptionalInt generation = OptionalInt.empty();
  private String available;
  private List<String> packagesKept = List.of();
  private List<String> stays = List.of();
  private boolean undone;
  private boolean ended;

  /**
   * Takes a record.
   *
   * @param steps all that were ordered, by their number
   */
  void hear(Entry entry, List<Step> steps) {
    switch (entry.kind()) {
      case "busy" -> busy = entry.field(0);
      case "hindered" -> hindered = text(entry.decoded(0));
      case "failed" -> failure = failure(entry, steps);
      case "broken" -> broken = text(entry.decoded(0));
      case "committed" -> generation = OptionalInt.of(entry.number(0));
      case "kept" -> packagesKept = List.of(entry.field(0).split(" "));
      case "stays" -> stays = text(entry.decoded(0)).lines().toList();
      case "missing" -> available = entry.field(1);
      case "undone" -> undone = true;
      case "end" -> ended = true;
      default -> {}
    }
  }

  /** Installed by what was undone, and left: others may use them by now. */
  List<String> packagesKept() {
    return packagesKept;
  }

  /** What else going back left on the host, and where. */
  List<String> stays() {
    return stays;
  }

  /** The generation that was made. */
  OptionalInt generation() {
    return generation;
  }

  /** The generations that there are, when another one was asked for; with blanks between. */
  Optional<String> missing() {
    return Optional.ofNullable(available);
  }

  /**
   * Throws what went wrong.
   *
   * @param reason why we told the host to go back, if we did
   * @throws RolledBackException only when the host has said that it is back
   */
  void check(Optional<String> reason) {
    if (busy != null) {
      throw new BusyException("another apply is at work on the host: " + busy);
    }
    if (generation.isPresent()) {
      return;
    }
    if (hindered != null) {
      throw new BusyException(
          "going back would not get to its end now:\n  "
              + hindered.replace("\n", "\n  ")
              + "\nnothing was changed");
    }
    Optional<String> trouble = Optional.ofNullable(failure).or(() -> reason);
    if (broken != null) {
      throw new BrokenException(
          trouble.orElse("an earlier apply was interrupted and could not be undone")
              + "\ngoing back failed too, at:"
              + broken
              + "\nmend what stops it; the next apply or rollback there tries again. By hand: what stood"
              + " there before is in kept/ beside the journal, in /var/lib/provision/pending or"
              + " generations; put it back, then remove that folder");
    }
    if (trouble.isPresent() && undone) {
      throw new RolledBackException(trouble.get() + "\n" + asBefore());
    }
    if (trouble.isPresent()) {
      throw new BrokenException(
          trouble.get() + "\nthe host did not get to the end of going back; " + NEXT);
    }
    if (!ended || !undone) {
      throw new UnreachableException("the program on the host was ended; " + NEXT);
    }
  }

  /**
   * For orders that were to be kept.
   *
   * @throws RolledBackException when the host, of whose records nothing else is wrong, went back
   */
  void requireKept() {
    if (generation.isEmpty()) {
      throw new RolledBackException(
          "the host did not get the order to keep what was done\n" + asBefore());
    }
  }

  private String asBefore() {
    String left =
        stays.isEmpty() ? "" : "\nwhat else stays there:\n  " + String.join("\n  ", stays);
    return packagesKept.isEmpty()
        ? "the host is as before" + left
        : "the host is as before, but these packages stay: "
            + String.join(", ", packagesKept)
            + left;
  }

  private static String failure(Entry entry, List<Step> steps) {
    int number = entry.number(0);
    String output = text(entry.decoded(1)).strip();
    boolean known = number >= 0 && number < steps.size();
    return (known ? steps.get(number).title() + ": " : "") + output;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
