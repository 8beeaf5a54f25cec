package dev.provision.profile;

/** What must hold among the values of a profile, beyond the shape of each. */
final class Rules {
  private Rules() {}

  static void check(Profile profile, Problems problems) {}
}
