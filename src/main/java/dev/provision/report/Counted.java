package dev.provision.report;

/** A number and its noun. */
final class Counted {
  private Counted() {}

  /** {@code 1 change}, {@code 2 changes}. */
  static String of(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
