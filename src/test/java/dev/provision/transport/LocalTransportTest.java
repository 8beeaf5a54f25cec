package dev.provision.transport;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** This machine, as root: whoever runs the tests, a fake id says so. */
final class LocalTransportTest extends TransportContract {
  private Transport transport;

  @BeforeEach
  void open() {
    FakeRoot root = FakeRoot.loggedInAsRoot(scratch.resolve("fakes"));
    transport = new LocalTransport(Optional::empty, Map.of("PATH", root.path()));
  }

  @Override
  Transport transport() {
    return transport;
  }
}
