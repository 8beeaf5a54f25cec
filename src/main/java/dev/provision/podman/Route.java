package dev.provision.podman;

/** The two APIs that one socket of podman offers. */
public enum Route {
  /** Podman's own. */
  LIBPOD(Api.ROOT),
  /** The one in common with docker; any version of it will do (podman takes them all). */
  DOCKER("/v1.40");

  private final String root;

  Route(String root) {
    this.root = root;
  }

  String root() {
    return root;
  }
}
