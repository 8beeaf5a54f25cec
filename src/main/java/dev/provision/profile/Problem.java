package dev.provision.profile;

/**
 * One thing that is wrong with a profile.
 *
 * @param place file and key path, {@code profiles/x.toml: registries.redirect[1].prefix}
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record Problem(String place, String message, String remedy) {
  @Override
  public String toString() {
    return place + ": " + message + "; " + remedy;
  }
}
