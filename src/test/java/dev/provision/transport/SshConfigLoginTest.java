package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.transport.config.Seat;
import dev.provision.transport.config.SshConfig;
import dev.provision.transport.config.SshConfig.Route;
import dev.provision.transport.config.SshConfig.Settled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alias of a file, and the real servers behind it, each with a key of its own. */
final class SshConfigLoginTest {
  @TempDir Path folder;

  @Test
  void anAliasGetsIn() throws IOException {
    FakeRoot root = FakeRoot.loggedInAsRoot(folder.resolve("fakes"));
    try (OpenSshServer gate = new OpenSshServer(Files.createDirectory(folder.resolve("gate")));
        OpenSshServer web =
            new OpenSshServer(
                Files.createDirectory(folder.resolve("web")), "SetEnv PATH=" + root.path())) {
      Path hosts = folder.resolve("known hosts");
      OpenSshServer.write(
          hosts,
          "web-1 %s\n[127.0.0.1]:%d %s\n"
              .formatted(web.hostKey("ed25519"), gate.port(), gate.hostKey("ed25519")));
      Path config = folder.resolve("config");
      OpenSshServer.write(
          config,
          """
          Host web
            HostName 127.0.0.1
            Port %d
            IdentityFile %s
            HostKeyAlias web-1
            ProxyJump gate
          Host gate
            HostName 127.0.0.1
            Port %d
            IdentityFile "%s"
          Match host 127.0.0.1
            User %s
          Host *
            UserKnownHostsFile "%s"
            IdentitiesOnly yes
          """
              .formatted(
                  web.port(),
                  web.identity(),
                  gate.port(),
                  gate.identity(),
                  web.target().user(),
                  hosts));
      Route route = route(config);
      try (SshTransport transport = SshTransport.connect(route.target(), route.options())) {
        assertThat(transport.run(TransportContract.script("exit 3")).status()).isEqualTo(3);
      }
      assertThat(gate.log()).contains("Accepted publickey");
      // Its key is that of the alias only.
      OpenSshServer.write(hosts, Files.readString(hosts).replace("web-1", "web"));
      assertThatThrownBy(() -> connect(route(config)))
          .isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith(web.target() + ": its host key is unknown");
      // The key of one is not that of the other.
      Files.delete(gate.identity());
      Files.delete(Path.of(gate.identity() + ".pub"));
      assertThatThrownBy(() -> connect(route(config)))
          .isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith(gate.target() + ": no key to log in with")
          .hasMessageContaining(gate.identity() + ": there is no such private key");
    }
  }

  private static void connect(Route route) {
    SshTransport.connect(route.target(), route.options()).close();
  }

  private Route route(Path config) {
    return SshConfig.read(config, new Seat("somebody", folder, folder, Map.of()))
        .route(
            new SshTarget("somebody", "web", SshTarget.DEFAULT_PORT),
            SshOptions.defaults(),
            new Settled(false, false, false, false, false, Optional.empty()));
  }
}
