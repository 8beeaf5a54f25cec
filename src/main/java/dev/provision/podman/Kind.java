package dev.provision.podman;

import java.util.Locale;

/** What a name may stand for. */
public enum Kind {
  CONTAINER,
  IMAGE,
  VOLUME,
  NETWORK;

  /** Its place in the API. */
  String collection() {
    return this + "s";
  }

  /** {@code container}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
