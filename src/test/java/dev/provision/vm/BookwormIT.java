package dev.provision.vm;

/** Debian 12 with podman 4.3. */
class BookwormIT extends HostContract {
  BookwormIT() {
    super("bookworm");
  }
}
