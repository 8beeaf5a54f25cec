package dev.provision.vm;

/** Debian 13 with podman 5.4. */
class TrixieIT extends HostContract {
  TrixieIT() {
    super("trixie");
  }
}
