package dev.provision.profile;

import java.util.List;

/** Reads profiles by name or path, with {@code extends} and overrides. */
public final class ProfileLoader {
  private ProfileLoader() {}

  /**
   * Loads one profile.
   *
   * @param nameOrPath {@code ado-runner}, looked up in {@code profiles/} of the working directory
   *     and then among the shipped ones, or a path such as {@code ./x.toml}
   * @param overrides {@code key.path=value}, in order
   * @throws InvalidProfileException with every problem, when it is unsound
   */
  public static Profile load(String nameOrPath, List<String> overrides) {
    throw new UnsupportedOperationException("profile loader");
  }
}
