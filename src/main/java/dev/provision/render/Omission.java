package dev.provision.render;

/**
 * Something the profile asks for that the rendered files do not carry, because the podman on the
 * host is too old for it or is not known yet. Never a loss of security: that is an {@link
 * dev.provision.profile.InvalidProfileException}, or a stricter file until the version is known.
 *
 * @param key of the profile, {@code containers.compose-providers}
 * @param reason for people
 */
public record Omission(String key, String reason) {
  @Override
  public String toString() {
    return key + ": " + reason;
  }
}
