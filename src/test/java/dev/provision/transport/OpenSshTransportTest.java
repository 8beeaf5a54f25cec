package dev.provision.transport;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The ssh of this machine with OpenSSH's server, as root: a fake id says so. */
final class OpenSshTransportTest extends TransportContract {
  @TempDir static Path folder;

  private static OpenSshServer server;
  private Transport transport;

  @BeforeAll
  static void start() {
    FakeRoot root = FakeRoot.loggedInAsRoot(folder.resolve("fakes"));
    server = new OpenSshServer(folder, "SetEnv PATH=" + root.path());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    transport = server.openSshOptions().connect(server.target());
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Override
  Transport transport() {
    return transport;
  }
}
