package dev.provision.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * FAKES of {@code id} and {@code sudo}, in a folder to be put first in a session's {@code PATH}, so
 * that tests take the ways of root and of a plain user whoever runs them. The tests in a virtual
 * machine use the real ones.
 */
record FakeRoot(Path folder) {
  /** The value of {@code PATH}. */
  String path() {
    return folder + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
  }

  /** {@code id -u} says 0. */
  static FakeRoot loggedInAsRoot(Path folder) {
    return with(folder, 0, "echo 'the fake sudo must not be called' >&2; exit 97");
  }

  /** {@code id -u} says 1000; sudo behaves as the shell text says, {@code $@} being its words. */
  static FakeRoot with(Path folder, String sudo) {
    return with(folder, 1000, sudo);
  }

  private static FakeRoot with(Path folder, int uid, String sudo) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    OpenSshServer.writeProgram(folder.resolve("id"), "#!/bin/sh\necho " + uid + "\n");
    OpenSshServer.writeProgram(folder.resolve("sudo"), "#!/bin/sh\n" + sudo + "\n");
    return new FakeRoot(folder);
  }
}
